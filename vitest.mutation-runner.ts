import { TestRunner, test } from 'vitest'

/** Stryker sees tests only. A file that cannot be loaded has none, so a change that breaks loading would count as survived. */
export default class LoadingIsATest extends TestRunner {
  override async importFile(...[path, source]: Parameters<TestRunner['importFile']>): Promise<void> {
    try {
      await super.importFile(path, source)
    } catch (error) {
      if (source !== 'collect') throw error
      test('can be loaded', () => {
        throw error
      })
    }
  }
}
