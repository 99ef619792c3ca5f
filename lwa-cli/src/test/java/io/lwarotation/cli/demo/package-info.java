@NullMarked
package io.lwarotation.cli.demo;

import org.jspecify.annotations.NullMarked;
