import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'

/** Vitest reporter: writes the names of tests that passed only on a retry to FLAKY_REPORT as JSON. */
export default class FlakyReporter {
  onTestRunEnd(modules) {
    const names = modules.flatMap((module) =>
      [...module.children.allTests()]
        .filter((test) => test.diagnostic()?.flaky)
        .map((test) => `${relative(process.cwd(), module.moduleId)}: ${test.fullName}`),
    )
    writeFileSync(process.env.FLAKY_REPORT, JSON.stringify(names))
  }
}
