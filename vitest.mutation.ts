import { relative } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { resolve } from './vitest.config'

/** A run ends with the first test that fails, so those that failed for the last change come first, then the quick ones. */
class QuickestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const cost = ({ project, moduleId }: TestSpecification): number => {
      const key = `${project.name}:${relative(this.ctx.config.root, moduleId)}`
      const last = this.ctx.cache.getFileTestResults(key)
      return last === undefined || last.failed ? 0 : last.duration
    }
    return files.toSorted((a, b) => cost(a) - cost(b))
  }
}

/** For `npm run mutation`, which says which tests a part needs (bin/mutation-parts.mjs). */
export default defineConfig({
  resolve,
  test: {
    include: JSON.parse(process.env.HAKIM_MUTATION_TESTS ?? '[]'),
    // The first tries 10,000 inputs, for as long as all other tests of its part take; the second, random histories, notices by chance.
    exclude: ['**/*.mutations.test.ts', '**/consent-model.test.ts'],
    globalSetup: process.env.HAKIM_MUTATION_DATABASE ? './vitest.global.ts' : [],
    runner: './vitest.mutation-runner.ts',
    sequence: { sequencer: QuickestFirst },
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
