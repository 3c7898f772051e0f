import { expect, it } from 'vitest'
import { jobsPage } from './jobs'
import { permissionsPage } from './permissions'

// `npx vitest run docs/generate/pages.test.ts --update` writes both pages anew.
it.each([
  ['permissions', permissionsPage],
  ['jobs', jobsPage],
])('docs/%s.md says what the code says', async (name, page) => {
  await expect(page()).toMatchFileSnapshot(`../../docs/${name}.md`)
})
