// Tests of all rooms and of the built bundle. A closing line in one plain form says how many ran.

import { defineConfig } from 'vitest/config'
import type { Reporter } from 'vitest/node'

const closingLine: Reporter = {
  onTestRunEnd(modules) {
    const counts = { passed: 0, failed: 0, skipped: 0 }
    for (const module of modules) {
      if (module.state() === 'failed' && module.children.size === 0) counts.failed++
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state !== 'pending') counts[state]++
      }
    }
    console.log(`tests: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
  },
}

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    reporters: ['default', closingLine],
    setupFiles: ['test/one-seed.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
