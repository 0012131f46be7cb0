// How large the user data of a node will be, and whether its parts fit: this is known only once everything is planned.

import { isAtLeast, type Release } from '../facts/releases.ts'
import {
  BARE_BYTES,
  GUESTINFO_BYTES,
  LIMITS_SINCE,
  MOST_COMMANDS,
  MOST_CONTENT,
  MOST_FILES,
} from '../facts/user-data.ts'
import { formatPath, type Path, type Problem } from '../problems/problem.ts'
import type { ClusterConfiguration } from './kubeadm-model.ts'
import type { ControlPlane, NodeFile, NodeSetup, Plan } from './model.ts'

/** Returns `user-data-size` and `release-limit`, once for each role. */
export function checkUserData(plan: Plan): readonly Problem[] {
  return rolesOf(plan).flatMap(role => [...sizeProblem(role), ...limitProblems(role, plan.release)])
}

interface Role {
  readonly path: Path
  /** What is there before anything of `setups`. */
  readonly bareBytes: number
  /** Of a control plane one for each node. */
  readonly setups: readonly NodeSetup[]
}

function rolesOf({ controlPlane, kubeadm, workers }: Plan): readonly Role[] {
  return [
    { path: ['spec', 'controlPlane'], bareBytes: controlPlaneBytes(kubeadm), setups: controlPlaneSetups(controlPlane) },
    ...workers.map(({ setup }, i) => ({ path: ['spec', 'workers', i], bareBytes: BARE_BYTES.worker, setups: [setup] })),
  ]
}

/** Of standalone nodes one each. */
export function controlPlaneSetups(controlPlane: ControlPlane): readonly NodeSetup[] {
  return controlPlane.type === 'Machines' ? controlPlane.nodes.map(({ setup }) => setup) : [controlPlane.setup]
}

function sizeProblem({ path, bareBytes, setups }: Role): readonly Problem[] {
  const size = Math.max(0, ...setups.map(setup => userDataBytes(setup, bareBytes)))
  const encoded = Math.ceil(size / 3) * 4
  if (encoded <= GUESTINFO_BYTES) return []
  return [
    {
      code: 'user-data-size',
      severity: 'warning',
      path,
      message: `\`${formatPath(path)}\` must not need more user data than vSphere surely carries: it is about ${kib(encoded)} in base64, without what comes from Secrets`,
      why: `a guestinfo value of up to ${kib(GUESTINFO_BYTES)} is read by every release of open-vm-tools; more depends on the vCenter and the image`,
      fix: 'compress large files (`encoding: gzip+base64`), or fetch them on the node',
    },
  ]
}

function kib(bytes: number): string {
  return `${Math.ceil(bytes / 1024)} KiB`
}

/** In bytes of the text before base64, as the bootstrap provider writes it; within a few percent. */
export function userDataBytes(
  { files, users, preKubeadmCommands, postKubeadmCommands }: NodeSetup,
  bareBytes: number,
): number {
  const commands = [...preKubeadmCommands, ...postKubeadmCommands]
  return (
    bareBytes +
    files.reduce((sum, file) => sum + fileSize(file), 0) +
    commands.reduce((sum, command) => sum + bytesOf(JSON.stringify(command)) + 5, 0) +
    users.reduce((sum, user) => sum + bytesOf(JSON.stringify(user)), 0)
  )
}

/** Of a node that runs `kubeadm init`: the cluster configuration is in it. */
export function controlPlaneBytes(kubeadm: ClusterConfiguration): number {
  return BARE_BYTES.controlPlane + bytesOf(JSON.stringify(kubeadm))
}

/** Each line of a content is indented by six spaces. */
function fileSize({ path, content, owner = '', permissions = '' }: NodeFile): number {
  const text = 'text' in content ? content.text : ''
  return bytesOf(text) + 6 * text.split('\n').length + bytesOf(`${path}${owner}${permissions}`) + 80
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}

function limitProblems({ path, setups }: Role, { capi }: Release): readonly Problem[] {
  if (!isAtLeast(capi, LIMITS_SINCE)) return []
  const most = (count: (setup: NodeSetup) => number) => Math.max(0, ...setups.map(count))
  const files = most(setup => setup.files.length)
  const commands = most(({ preKubeadmCommands }) => preKubeadmCommands.length)
  const long = setups
    .flatMap(setup => setup.files)
    .find(({ content }) => 'text' in content && content.text.length > MOST_CONTENT)
  return [
    ...(files > MOST_FILES ? [limit(path, `${MOST_FILES} files on a node, not ${files}`)] : []),
    ...(commands > MOST_COMMANDS ? [limit(path, `${MOST_COMMANDS} commands before kubeadm, not ${commands}`)] : []),
    ...(long === undefined ? [] : [limit(path, `${MOST_CONTENT} characters in a file, and ${long.path} has more`)]),
  ]
}

function limit(path: Path, claim: string): Problem {
  return {
    code: 'release-limit',
    severity: 'error',
    path,
    message: `\`${formatPath(path)}\` must not need more than ${claim}`,
    why: `Cluster API refuses it from v${LIMITS_SINCE.join('.')} on; what \`node\` sets up counts as well`,
    fix: 'take some of it away, or bring it to the node in another way',
  }
}
