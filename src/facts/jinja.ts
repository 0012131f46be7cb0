// The template language that every cloud-config goes through on its node before it is read, and what is meant for it.
// Source: kubernetes-sigs/cluster-api bootstrap/kubeadm cloudinit/cloudinit.go (the header `## template: jinja` in every
// release); cloud-init cloudinit/templater.py; the keys are those of cloud-init's instance data (standardised `v1`, its
// alias `local_hostname`) and of the metadata that the vSphere provider writes (`ds.meta_data`).

export interface JinjaUse {
  /** Whether the node fills something in: its name, its metadata. */
  readonly meant: boolean
  /** What Jinja would take for its own though it is not meant for it, on one line and cut short. */
  readonly foreign?: string
}

/** Looks for tokens of Jinja in a text that stands in a cloud-config as it is; linear in its length. */
export function jinjaIn(text: string): JinjaUse {
  let meant = false
  TOKEN.lastIndex = 0
  for (let token = TOKEN.exec(text); token !== null; token = TOKEN.exec(text)) {
    MEANT.lastIndex = token.index
    const whole = MEANT.exec(text)?.[0]
    if (whole === undefined)
      return { meant: meant || hasMeant(text, TOKEN.lastIndex), foreign: shown(text, token.index) }
    meant = true
    TOKEN.lastIndex = token.index + whole.length
  }
  return { meant }
}

/** The text as it will be once the node has filled it in: a name where something is meant for cloud-init. */
export function filledIn(text: string): string {
  return text.includes('{{') ? text.replaceAll(ANY_MEANT, 'name') : text
}

function hasMeant(text: string, from: number): boolean {
  ANY_MEANT.lastIndex = from
  return ANY_MEANT.test(text)
}

/** The token with what follows it on its line. */
function shown(text: string, index: number): string {
  const [line = ''] = text.slice(index, index + SHOWN).split(/[\r\n]/, 1)
  return line.trimEnd()
}

const SHOWN = 24

/** What opens an expression, a statement or a comment; what closes one is harmless alone. */
const TOKEN = /\{[{%#]/g

// Attributes and items, filters that need nothing of cloud-init's own, arguments that do not nest.
const ACCESS = String.raw`(?:\.\w+|\[\d+\]|\['[\w.:/-]+'\]|\["[\w.:/-]+"\])`
const ARGUMENTS = String.raw`\([\w ,.:/'"-]*\)`
const FILTERS = String.raw`(?:\s*\|\s*(?:d|default|first|last|lower|replace|title|trim|upper)(?:${ARGUMENTS})?)*`
const NAME = String.raw`(?:local_hostname|(?:ds\.meta_data|v1)${ACCESS}+(?:${ARGUMENTS}${ACCESS}*)?)`
const EXPRESSION = String.raw`\{\{-?\s*${NAME}${FILTERS}\s*-?\}\}`
const MEANT = new RegExp(EXPRESSION, 'y')
const ANY_MEANT = new RegExp(EXPRESSION, 'g')
