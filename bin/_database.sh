# What bin/backup, bin/restore and bin/take-out share: DATABASE_URL as PostgreSQL's own programs may be given it.
# Whoever is on the machine can read with what words a program was started (ps), and nobody its environment: the password
# goes into PGPASSWORD, and DATABASE is the address without it.
# It is sourced, never run.
# shellcheck shell=bash

DATABASE=$DATABASE_URL
if [[ $DATABASE =~ ^([^:/]+://[^:@/]*):([^/]*)@(.*)$ ]]; then
  DATABASE=${BASH_REMATCH[1]}@${BASH_REMATCH[3]}
  password=${BASH_REMATCH[2]//\\/\\\\}
  printf -v PGPASSWORD '%b' "${password//%/\\x}" # %40 in an address is @
  export PGPASSWORD
fi
if [[ $DATABASE == *password=* ]]; then
  echo "DATABASE_URL must have its password before the @: postgres://name:password@host/database" >&2
  exit 2
fi
