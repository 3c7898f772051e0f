import { expect, it } from 'vitest'
import { apiTypes } from './api-types'
import { jobsPage } from './jobs'
import { permissionsPage } from './permissions'

// `npx vitest run docs/generate/pages.test.ts --update` regenerates all of them.
it.each([
  ['permissions.md', permissionsPage],
  ['jobs.md', jobsPage],
  ['api-types.d.ts', apiTypes],
])('docs/%s matches the code', async (name, page) => {
  await expect(await page()).toMatchFileSnapshot(`../../docs/${name}`)
})
