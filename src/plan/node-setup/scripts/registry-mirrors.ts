// A script that lies on nodes: frozen, since a change of one byte replaces every node that has it (scripts.test.ts).

/**
 * Source: containerd docs/hosts.md and docs/cri/registry.md; pkg/cri/config (1.6, 1.7) and internal/cri/config (2.x): what
 * `config_path` is allowed beside, and what `imports` replaces.
 */
export const REGISTRY_MIRRORS_SCRIPT = `#!/bin/bash
# Makes containerd look up registries in /etc/containerd/certs.d. Its release and its configuration are known on the node
# alone: the file is read as it is, and changed in nothing but the setting that names the folder of registries.
set -eu

config=/etc/containerd/config.toml
hosts=/etc/containerd/certs.d

fail() {
  echo "capv-ha: registry mirrors: $1" >&2
  exit 1
}

# Without a configuration containerd runs with its defaults, which an empty one leaves as they are.
[ -s "$config" ] || echo 'version = 2' >"$config"
mapfile -t lines <"$config"

blank='^[[:space:]]*(#.*)?$'
header='^[[:space:]]*\\[(.+)\\][[:space:]]*(#.*)?$'
setting='^[[:space:]]*([^=#]+)=[[:space:]]*(.*)$'

# The part of containerd that pulls images has another name since containerd 2, whose files are of version 3.
version='' written=''
for line in "\${lines[@]}"; do
  if [[ $line =~ $blank ]]; then continue; fi
  written=yes
  if [[ $line =~ $header ]]; then break; fi
  if [[ $line =~ ^[[:space:]]*version[[:space:]]*=[[:space:]]*([0-9]+) ]]; then version=\${BASH_REMATCH[1]}; fi
done
if [ -z "$version$written" ]; then version=2 lines=('version = 2' "\${lines[@]}"); fi
case $version in
  2) plugin=io.containerd.grpc.v1.cri ;;
  3) plugin=io.containerd.cri.v1.images ;;
  *) fail "$config is of version \${version:-1}; only 2 and 3 can be changed" ;;
esac

# Where the setting is, or may stand; what it says; and a line that keeps it from being set.
setting_line='' table_line='' obstacle='' folders='' table=''
registry=plugins.$plugin.registry
for i in "\${!lines[@]}"; do
  if [[ \${lines[i]} =~ $blank ]]; then continue; fi
  if [[ \${lines[i]} =~ $header ]]; then
    # Quotes and spaces make no difference between the names of tables.
    table=\${BASH_REMATCH[1]//[\\"\\'[:space:]]/}
    case $table in
      "$registry") table_line=$i ;;
      "$registry".mirrors.* | "$registry".configs.*.tls) obstacle=$i ;;
    esac
  elif [[ \${lines[i]} =~ $setting ]]; then
    key=\${BASH_REMATCH[1]//[\\"\\'[:space:]]/}
    value=\${BASH_REMATCH[2]}
    case $table:$key in
      "$registry":config_path)
        setting_line=$i
        if [[ $value =~ ^[\\"\\']([^\\"\\']*)[\\"\\'] ]]; then folders=\${BASH_REMATCH[1]}; else obstacle=$i; fi
        ;;
      "$registry":mirrors | "$registry":configs)
        if ! [[ $value =~ ^\\{[[:space:]]*\\} ]]; then obstacle=$i; fi
        ;;
      # Old mirrors, and registries described within a line of another table.
      "$registry":mirrors.* | "$registry":configs.* | "$registry".mirrors:* | "$registry".configs.*:tls*) obstacle=$i ;;
      "plugins.$plugin":registry* | plugins:"$plugin"* | :plugins*) obstacle=$i ;;
    esac
  fi
done

if [ -z "$folders" ]; then
  # containerd refuses the folder beside mirrors of the old form, and then runs no container at all. What is behind a "=" may
  # be a password.
  [ -z "$obstacle" ] || fail "$config describes registries in a way that does not go with $hosts, in line $((obstacle + 1)): \${lines[obstacle]%%=*}"
  folders=$hosts
  # Written beside the file, with its owner and mode, and put in its place in one step.
  cp -p "$config" "$config.capv-ha"
  {
    for i in "\${!lines[@]}"; do
      indent=\${lines[i]%%[![:space:]]*}
      if [ "$i" = "$setting_line" ]; then
        printf '%sconfig_path = "%s"\\n' "$indent" "$hosts"
      else
        printf '%s\\n' "\${lines[i]}"
        if [ -z "$setting_line" ] && [ "$i" = "$table_line" ]; then printf '%s  config_path = "%s"\\n' "$indent" "$hosts"; fi
      fi
    done
    # A table may stand behind those that belong to it.
    if [ -z "$setting_line$table_line" ]; then
      printf '\\n[plugins."%s".registry]\\n  config_path = "%s"\\n' "$plugin" "$hosts"
    fi
  } >"$config.capv-ha"
  mv -f "$config.capv-ha" "$config"
fi

# Where the image's owner chose another folder, what is ours goes there as well.
case :$folders: in
  *":$hosts:"* | *":$hosts/:"*) ;;
  *)
    for file in "$hosts"/*/hosts.toml; do
      IFS= read -r mark <"$file" || true
      if [ "$mark" != '# Made by capv-ha.' ]; then continue; fi
      name=\${file%/hosts.toml}
      copy=\${folders%%:*}/\${name##*/}
      mkdir -p "$copy"
      [ "$file" -ef "$copy/hosts.toml" ] || cp "$file" "$copy/hosts.toml"
    done
    ;;
esac

# Files that the configuration imports can take the setting away again.
PATH=$PATH:/usr/local/bin:/opt/bin
if dump=$(containerd --config "$config" config dump 2>/dev/null); then
  case $dump in
    *"config_path = \\"$folders\\""* | *"config_path = '$folders'"*) ;;
    *) fail "containerd does not look into $folders: a file that $config imports describes registries" ;;
  esac
fi
`
