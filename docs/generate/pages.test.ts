import { expect, it } from 'vitest'
import { apiTypes } from './api-types'
import { jobsPage } from './jobs'
import { permissionsPage } from './permissions'

// `npx vitest run docs/generate/pages.test.ts --update` writes all of them again.
it.each([
  ['permissions.md', permissionsPage],
  ['jobs.md', jobsPage],
  ['api-types.d.ts', apiTypes],
])('docs/%s says what the code says', async (name, page) => {
  await expect(await page()).toMatchFileSnapshot(`../../docs/${name}`)
})
