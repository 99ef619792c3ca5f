"""Packs a function with the packages that Lambda's runtime lacks: pack.py FUNCTION ZIP PACKAGE..."""

import importlib.util
import os
import sys
import zipfile

import boto3  # as the runtime has it: without it there is nothing to measure

function, target, *packages = sys.argv[1:]
with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
    archive.write(function, os.path.basename(function))
    for package in packages:
        spec = importlib.util.find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            sys.exit("the package " + package + " is not installed")
        root = spec.submodule_search_locations[0]
        for folder, _, names in os.walk(root):
            for name in sorted(names):
                path = os.path.join(folder, name)
                if not path.endswith(".pyc"):
                    archive.write(path, os.path.join(package, os.path.relpath(path, root)))
print("Python %d.%d.%d, boto3 %s" % (*sys.version_info[:3], boto3.__version__))
