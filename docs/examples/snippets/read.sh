#!/bin/sh
# Reads the three credentials of an application by name: sh read.sh my-erp
# With another authorization's refresh token: sh read.sh my-erp eu/acme
set -eu
app=${1:-my-erp}
token="/$app/${2:+authorizations/}${2:-refreshToken}"

parameter() { # name
  value=$(aws ssm get-parameter --with-decryption --name "$1" --query Parameter.Value --output text)
  if [ "$value" = NOT-SET ]; then
    echo "$1 holds the placeholder: ./lwa put --app $app" >&2
    return 1
  fi
  printf %s "$value"
}

client_id=$(parameter "/$app/lwa/clientidentifier")
client_secret=$(parameter "/$app/lwa/clientsecret")
refresh_token=$(parameter "$token")

echo "client id ${#client_id}, client secret ${#client_secret}, refresh token ${#refresh_token} characters"
