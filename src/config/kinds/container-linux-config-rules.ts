// What the forms of Container Linux Config do not say: names, paths, modes and texts of units. What is a warning to Cluster API is a
// fault only where `strict` makes an error of it.
// Source: flatcar/container-linux-config-transpiler config/types, v0.9.4; flatcar/ignition config/v2_3/types, v0.36.2.

import {
  NETWORK_UNIT_NAME,
  REMOTE_URL,
  UNIT_NAME,
  WRITTEN_PATHS,
  WRITTEN_UNIT,
} from '../../facts/container-linux-config.ts'
import { isJsonList, isJsonObject } from '../../is-json.ts'
import type { Json, JsonObject } from '../../manifest.ts'
import type { Fault } from './form-faults.ts'
import { readUnit } from './unit-text.ts'

/** Of a value whose form is right. */
export function linuxConfigFaults(value: JsonObject, strict: boolean): readonly Fault[] {
  return [...unitFaults(value, strict), ...fileFaults(value, strict), ...filesystemFaults(value)]
}

function unitFaults({ systemd, networkd }: JsonObject, strict: boolean): readonly Fault[] {
  const ofSection = (section: Json | undefined, name: string, pattern: RegExp, example: string) =>
    entries(section, 'units').flatMap((unit, i) => {
      const at = `${name}.units[${i}]`
      return [
        ...named(unit, at, pattern, example),
        ...contentFaults(unit, at),
        ...(strict ? uselessFaults(unit, at) : []),
        ...takenFaults(unit, at),
        ...entries(unit, 'dropins').flatMap((dropIn, k) => {
          const own = `${at}.dropins[${k}]`
          return [...named(dropIn, own, /\.conf$/, '10-own.conf'), ...contentFaults(dropIn, own)]
        }),
      ]
    })
  return [
    ...ofSection(systemd, 'systemd', UNIT_NAME, 'own.service'),
    ...ofSection(networkd, 'networkd', NETWORK_UNIT_NAME, 'own.network'),
  ]
}

function named({ name }: JsonObject, at: string, pattern: RegExp, example: string): readonly Fault[] {
  if (pattern.test(String(name))) return []
  return [{ at: `${at}.name`, claim: `must end like "${example}", not be "${String(name)}"` }]
}

function contentFaults({ contents }: JsonObject, at: string): readonly Fault[] {
  const { fault } = typeof contents === 'string' ? readUnit(contents) : {}
  return fault === undefined ? [] : [{ at: `${at}.contents`, claim: 'must be a unit of systemd', why: fault }]
}

function uselessFaults({ contents, enable, enabled }: JsonObject, at: string): readonly Fault[] {
  const isOn = isYes(enabled) || isYes(enable)
  if (!isOn || typeof contents !== 'string' || contents === '' || readUnit(contents).sections.includes('Install'))
    return []
  const why = 'without one it is never started, which is a warning, and an error with `strict`'
  return [{ at: `${at}.contents`, claim: 'must have a section `[Install]`', why }]
}

/** Drop-ins are laid over it, and take nothing from it. */
function takenFaults({ name, contents, mask, enabled }: JsonObject, at: string): readonly Fault[] {
  const isTaken = Boolean(contents) || isYes(mask) || enabled === false
  if (name !== WRITTEN_UNIT || !isTaken) return []
  const why = 'it is the unit by which Cluster API starts kubeadm, and this one would take its place'
  return [{ at, claim: 'must hold drop-ins alone', why }]
}

function isYes(value: Json | undefined): boolean {
  return value === true || (typeof value === 'string' && /^(y|yes|on)$/i.test(value))
}

function fileFaults({ storage }: JsonObject, strict: boolean): readonly Fault[] {
  const filesystems = new Set(['root', ...entries(storage, 'filesystems').map(({ name }) => name)])
  return ['files', 'directories', 'links'].flatMap(list =>
    entries(storage, list).flatMap((entry, i) => {
      const at = `storage.${list}[${i}]`
      const { path, filesystem } = entry
      const isStrange = strict && filesystem !== undefined && !filesystems.has(filesystem)
      return [
        ...(String(path).startsWith('/') ? [] : [{ at: `${at}.path`, claim: 'must be an absolute path' }]),
        ...(list !== 'directories' && WRITTEN_PATHS.test(String(path)) ? [taken(at, String(path))] : []),
        ...(isStrange
          ? [{ at: `${at}.filesystem`, claim: 'must be `root`, or a name under `storage.filesystems`' }]
          : []),
        ...(list === 'links' ? [] : modeFaults(entry, at, strict)),
        ...sourceFaults(entry, at),
      ]
    }),
  )
}

function taken(at: string, path: string): Fault {
  return { at: `${at}.path`, claim: `must not be "${path}"`, why: 'something else writes it, which this would replace' }
}

/** The highest of permissions, with the three special bits. */
const MOST = 0o7777

/** What is meant to be octal and is not: 644 is 01204. */
const LOOKS_OCTAL = /^[0-7]{3}$/

function modeFaults({ mode }: JsonObject, at: string, strict: boolean): readonly Fault[] {
  const own = `${at}.mode`
  if (mode === undefined || mode === null) {
    const why = 'its absence is a warning, and an error then'
    return strict ? [{ at, claim: 'must have a `mode` where `strict` is set', why }] : []
  }
  const number = Number(mode)
  if (typeof mode === 'string' || !Number.isInteger(number) || number < 0 || number > MOST)
    return [{ at: own, claim: 'must be a number such as 0644' }]
  if (number > 0o777 && LOOKS_OCTAL.test(String(number)))
    return [{ at: own, claim: `must begin with a zero: 0${number}`, why: `${number} is 0${number.toString(8)}` }]
  return []
}

function sourceFaults({ contents }: JsonObject, at: string): readonly Fault[] {
  if (!isJsonObject(contents)) return []
  const own = `${at}.contents`
  const { local, inline, remote } = contents
  const url = isJsonObject(remote) ? remote.url : undefined
  return [
    ...(local === undefined ? [] : [{ at: `${own}.local`, claim: 'must not be set: Cluster API has no such file' }]),
    ...(inline !== undefined && remote !== undefined
      ? [{ at: own, claim: 'must not have both `inline` and `remote`' }]
      : []),
    ...(url === undefined || REMOTE_URL.test(String(url))
      ? []
      : [{ at: `${own}.remote.url`, claim: 'must be a URL of http, https, tftp, s3, oem or data' }]),
  ]
}

function filesystemFaults({ storage }: JsonObject): readonly Fault[] {
  const devices = ['disks', 'filesystems'].flatMap(list =>
    entries(storage, list).flatMap((entry, i) => {
      const mount = list === 'disks' ? entry : entry.mount
      const at = `storage.${list}[${i}]${list === 'disks' ? '' : '.mount'}.device`
      return !isJsonObject(mount) || String(mount.device).startsWith('/')
        ? []
        : [{ at, claim: 'must be an absolute path' }]
    }),
  )
  const sources = entries(storage, 'filesystems').flatMap(({ mount, path }, i) =>
    (mount === undefined) === (path === undefined)
      ? [{ at: `storage.filesystems[${i}]`, claim: 'must have one of `mount` and `path`' }]
      : [],
  )
  return [...devices, ...sources]
}

function entries(section: Json | undefined, name: string): readonly JsonObject[] {
  const list = isJsonObject(section) ? section[name] : undefined
  return isJsonList(list) ? list.filter(isJsonObject) : []
}
