#!/bin/sh
# Makes the fixtures anew with the real programs (sops 3.13, age 1.3, ssh-keygen, gpg) on the PATH. The keys are made
# once and kept, so that a new fixture does not change the old ones: delete them to begin afresh. Nothing here is secret.
set -eu
cd "$(dirname "$0")"

keys() {
    mkdir -p keys
    for name in app other third stranger; do
        [ -f "keys/$name.txt" ] || age-keygen -o "keys/$name.txt"
    done
    [ -f keys/quantum.txt ] || age-keygen -pq -o keys/quantum.txt
    [ -f keys/ssh ] || ssh-keygen -q -t ed25519 -N '' -C 'test only' -f keys/ssh
}

public() { age-keygen -y "keys/$1.txt"; }

# encrypt RESULT SOURCE OPTION...
encrypt() {
    result=$1
    source=$2
    shift 2
    [ -f "$result" ] || sops encrypt "$@" --output "$result" "plain/$source"
}

keys
# Neither an identity nor a configuration of whoever runs this counts.
unset SOPS_AGE_KEY SOPS_AGE_KEY_FILE SOPS_AGE_KEY_CMD || true
app=$(public app)

encrypt secrets.yml secrets.yml --age "$app"
encrypt complex.yaml complex.yaml --age "$app"
encrypt complex.json complex.json --age "$app"
encrypt app.env app.env --age "$app"
encrypt app.ini app.ini --age "$app"
encrypt documents.yaml documents.yaml --age "$app"
encrypt whole.txt whole.txt --age "$app"
encrypt yaml-as.json complex.yaml --age "$app" --output-type json

encrypt recipients.yaml secrets.yml --age "$(public stranger),$(public other),$app"
encrypt quantum-too.yaml secrets.yml --age "$(public quantum),$app"
encrypt ssh-too.yaml secrets.yml --age "$(cat keys/ssh.pub),$app"
encrypt quantum.yaml secrets.yml --age "$(public quantum)"
encrypt ssh.yaml secrets.yml --age "$(cat keys/ssh.pub)"
encrypt ssh.env app.env --age "$(cat keys/ssh.pub)"
encrypt stranger.yaml secrets.yml --age "$(public stranger)"

encrypt encrypted-suffix.yaml partly.yaml --age "$app" --encrypted-suffix _secret
encrypt unencrypted-suffix.yaml partly.yaml --age "$app" --unencrypted-suffix _secret
encrypt encrypted-regex.yaml partly.yaml --age "$app" --encrypted-regex '^(db_key.*|.*_secret)$'
encrypt encrypted-regex.json partly.yaml --age "$app" --encrypted-regex 'secret$' --output-type json
encrypt unencrypted-regex.yaml partly.yaml --age "$app" --unencrypted-regex '^(host|port)$'
encrypt encrypted-regex.env app.env --age "$app" --encrypted-regex '^DB_'
encrypt encrypted-regex.ini app.ini --age "$app" --encrypted-regex '^(password|db_key)$'

# What only a configuration file can say.
rule() {
    [ -f "$1" ] && return
    printf 'creation_rules:\n  - {%s}\n' "$3" > rule.tmp
    sops --config rule.tmp encrypt --output "$1" "plain/$2"
    rm rule.tmp
}

rule mac-only.yaml complex.yaml "age: $app, mac_only_encrypted: true"
rule mac-only.json complex.json "age: $app, mac_only_encrypted: true"
rule mac-only.env app.env "age: $app, mac_only_encrypted: true"
rule mac-only.ini app.ini "age: $app, mac_only_encrypted: true"
rule mac-only-regex.yaml partly.yaml "age: $app, mac_only_encrypted: true, encrypted_regex: 'secret$'"
rule encrypted-comment.yaml commented.yaml "age: $app, encrypted_comment_regex: 'sops:secret'"
rule unencrypted-comment.yaml commented.yaml "age: $app, unencrypted_comment_regex: '^ public'"
# Two of three groups give the key; app and other hold one each.
rule groups.yaml secrets.yml "shamir_threshold: 2, key_groups: [
  {age: [$app]}, {age: [$(public other)]}, {age: [$(public stranger), $(public third)]}]"

# A key of another service; the pair is not kept, since only its name is needed.
if [ ! -f pgp.yaml ]; then
    GNUPGHOME=$(mktemp -d)
    export GNUPGHOME
    gpg --batch --quiet --passphrase '' --quick-generate-key 'Test only <test@example.com>' default default never
    finger=$(gpg --list-keys --with-colons | awk -F: '$1 == "fpr" { print $10; exit }')
    encrypt pgp.yaml secrets.yml --pgp "$finger"
    encrypt pgp-too.yaml secrets.yml --pgp "$finger" --age "$app"
    gpgconf --kill all
    rm -r "$GNUPGHOME"
fi
