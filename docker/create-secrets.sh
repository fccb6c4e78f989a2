#!/bin/sh
# Creates every secret that compose.yaml mounts: random passwords, the addresses that hold them, and
# a private certificate authority with a certificate for EventStoreDB. Never overwrites anything.
#
# Usage: docker/create-secrets.sh [DIRECTORY]     default: docker/secrets
set -eu

directory=${1:-$(dirname "$0")/secrets}
command -v openssl >/dev/null || { echo "create-secrets: openssl is not installed" >&2; exit 1; }
mkdir -p "$directory"
cd "$directory"
for name in *; do
  [ -e "$name" ] || continue
  echo "create-secrets: $(pwd) is not empty; the running installation may depend on it." >&2
  echo "Move its files away, or name another directory." >&2
  exit 1
done

# The directory keeps other users of this machine out. The files are readable inside the containers,
# whose users have other numbers than anybody here: Compose mounts a file with the mode it has.
chmod 700 .
umask 022
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Hexadecimal, so that no character needs an escape in an address.
password() { openssl rand -hex 24; }

password > eventstore_password
password > postgres_password
redis_password=$(password)
echo "requirepass $redis_password" > redis.conf

printf 'esdb://admin:%s@eventstore:2113?tls=true&tlsCAFile=/run/secrets/eventstore_ca\n' \
  "$(cat eventstore_password)" > eventstore_url
printf 'postgres://accord:%s@postgres:5432/accord\n' "$(cat postgres_password)" > database_url
printf 'redis://:%s@redis:6379\n' "$redis_password" > redis_url

openssl req -x509 -newkey rsa:3072 -nodes -sha256 -days 3650 -subj '/CN=Accord EventStoreDB CA' \
  -addext 'basicConstraints=critical,CA:TRUE' -addext 'keyUsage=critical,keyCertSign,cRLSign' \
  -keyout "$work/ca.key" -out eventstore_ca.crt 2>/dev/null
openssl req -newkey rsa:3072 -nodes -sha256 -subj '/CN=eventstoredb-node' \
  -keyout eventstore.key -out "$work/node.csr" 2>/dev/null
# A node shows the same certificate as a server and, to other nodes, as a client.
cat > "$work/node.ext" <<EXTENSIONS
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature,keyEncipherment
extendedKeyUsage=serverAuth,clientAuth
subjectAltName=DNS:eventstore,DNS:localhost,IP:127.0.0.1
EXTENSIONS
openssl x509 -req -sha256 -days 825 -in "$work/node.csr" -CA eventstore_ca.crt \
  -CAkey "$work/ca.key" -CAcreateserial -CAserial "$work/ca.srl" -extfile "$work/node.ext" \
  -out eventstore.crt 2>/dev/null
# With the authority's key gone nobody can make another certificate that Accord would trust.
chmod 444 ./*
echo "Created in $(pwd): $(echo *)"
echo "EventStoreDB's certificate ends on $(openssl x509 -noout -enddate -in eventstore.crt | cut -d= -f2)"
