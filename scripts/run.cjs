// Starts a script of this folder, `node scripts/run.cjs build`, or says which Node it needs, in the words of every entry
// (build/options.ts). Itself nothing but plain old JavaScript: a Node that is too old must be able to read it.

const { readdirSync } = require('node:fs')
const { join } = require('node:path')
const { pathToFileURL } = require('node:url')
const needed = require('../package.json').engines.node.replace('>=', '')

const names = readdirSync(__dirname)
  .filter(file => file.endsWith('.ts'))
  .map(file => file.slice(0, -'.ts'.length))
const name = process.argv[2]

if (isOlder(process.versions.node, needed)) {
  const is = `capv-ha needs Node ${needed} or newer; this is ${process.version}.`
  fail(`${is} Run this by npm: "npm ci" brings a Node for it.`)
} else if (!names.includes(name)) {
  fail(`usage: node scripts/run.cjs NAME [ARGUMENT...], NAME one of ${names.join(', ')}`)
} else {
  const path = join(__dirname, `${name}.ts`)
  // As if the script had been started itself.
  process.argv.splice(1, 2, path)
  import(pathToFileURL(path).href)
}

function isOlder(version, least) {
  const [major, minor] = version.split('.').map(Number)
  const [leastMajor, leastMinor] = least.split('.').map(Number)
  return major === leastMajor ? minor < leastMinor : major < leastMajor
}

function fail(line) {
  console.error(line)
  process.exitCode = 2
}
