import { addNode } from './database'
import { expect, request, shared, signedIn, test, thisMachine } from './fixtures'

test('the tab title names the node or job and follows the job', async ({ operator }) => {
  await operator.goto('/')
  await expect(operator).toHaveTitle('Fleet · Hakim')
  await operator.getByRole('link', { name: thisMachine, exact: true }).click()
  await expect(operator).toHaveTitle(
    new RegExp(`^[●▲■◌◆] ${thisMachine} · (Healthy|Warning|Error|Silent|Unknown) · Hakim$`),
  )
  const node = new URL(operator.url()).pathname
  await operator.goto(`${node}/consent`)
  await expect(operator).toHaveTitle(`Consent · ${thisMachine} · Hakim`)
  await request(operator, 'clear_cache', 'To check the tab title.')
  await expect(operator).toHaveTitle(`clear_cache on ${thisMachine} · Pending approval · Hakim`)
  await operator.getByRole('button', { name: 'Cancel the job' }).click()
  await operator.getByRole('button', { name: 'Yes, cancel it' }).click()
  await expect(operator).toHaveTitle(`clear_cache on ${thisMachine} · Cancelled · Hakim`)
  for (const [path, title] of [
    ['/map', 'Map · Hakim'],
    ['/jobs', 'Jobs · Hakim'],
    ['/account', 'My account · Hakim'],
    ['/settings/consent', 'Consent · Settings · Hakim'],
  ] as const) {
    await operator.goto(path)
    await expect(operator).toHaveTitle(title)
  }
})

test('a page that is not found says so in its tab title', async ({ browser }) => {
  // Errors are not watched here: the browser reports a document that answers 404 as one.
  const page = await signedIn(browser, 'operator')
  for (const path of ['/nodes/did%3Anobody', '/jobs/00000000-0000-4000-8000-000000000000']) {
    await page.goto(path)
    await expect(page).toHaveTitle('Not found · Hakim')
  }
  await page.context().close()
})

test('markup and marks that reorder text are plain text in the title', async ({ admin }) => {
  const name = `</title><script>window.bad=1</script>\u202egpj`
  // As names were stored before they were checked.
  await addNode(shared().env, 'did:title:naughty', { name })
  await admin.goto('/nodes/did%3Atitle%3Anaughty')
  await expect(admin).toHaveTitle('◆ </title><script>window.bad=1</script>U+202Egpj · Unknown · Hakim')
  expect(await admin.evaluate(() => 'bad' in window)).toBe(false)
  // A DID of another program, whose end looks like an encoded slash.
  await addNode(shared().env, 'did:title:a/b?c#d%2F')
  const path = `/nodes/${encodeURIComponent('did:title:a/b?c#d%2F')}`
  await admin.goto(path)
  await expect(admin).toHaveTitle('◆ did:title:a/b?c#d%2F · Unknown · Hakim')
  await admin.goto(`${path}/consent`)
  await expect(admin).toHaveTitle('Consent · did:title:a/b?c#d%2F · Hakim')
})
