import { axeFindings } from './axe'
import { addNode } from './database'
import { expect, openForKeys, request, shared, test, thisMachine } from './fixtures'

test('Ctrl-K finds nodes, jobs and pages, and the keyboard opens them', async ({ operator }) => {
  await addNode(shared().env, 'did:palette:1', { name: 'palette-one' })
  await addNode(shared().env, 'did:palette:2', { name: 'palette-two' })
  await openForKeys(operator, '/settings/audit')
  await operator.keyboard.press('Control+k')
  const field = operator.getByRole('combobox', { name: 'Search nodes, jobs and pages' })
  await expect(field).toBeFocused()
  await field.fill('palette')
  const chosen = operator.getByRole('listbox', { name: 'Found' }).getByRole('option', { selected: true })
  await expect(chosen).toHaveText(/palette-one/)
  // What can be done is about the chosen node.
  await expect(operator.getByText('On palette-one')).toBeVisible()
  await operator.keyboard.press('ArrowDown')
  await expect(chosen).toHaveText(/palette-two/)
  await expect(operator.getByText('On palette-two')).toBeVisible()
  expect(await axeFindings(operator)).toEqual([])
  await operator.keyboard.press('ArrowDown')
  await operator.keyboard.press('Enter')
  await expect(operator).toHaveURL(/\/jobs\/new\?node=did%3Apalette%3A2/)
  await expect(field).toBeHidden()

  await operator.keyboard.press('Control+k')
  await field.fill('>account')
  await expect(chosen).toHaveText('My account')
  await operator.keyboard.press('Escape')
  await expect(field).toBeHidden()
})

test('a job is found by its reason, and ? lists the keys', async ({ operator }) => {
  const job = await request(operator, 'clear_cache', 'Because of the quinquireme.')
  expect(job).not.toBe('')
  await operator.goto('/')
  await operator.getByRole('button', { name: 'Search everything' }).click()
  await operator.getByRole('combobox', { name: 'Search nodes, jobs and pages' }).fill('# quinquireme')
  const found = operator.getByRole('listbox', { name: 'Found' }).getByRole('option')
  await expect(found).toHaveCount(1)
  await expect(found).toHaveText(new RegExp(`clear_cache on ${thisMachine}`))
  await found.click()
  await expect(operator.getByText('Because of the quinquireme.').first()).toBeVisible()
  await operator.locator('#main').focus()
  await operator.keyboard.press('?')
  const keys = operator.getByRole('dialog', { name: 'Keys' })
  await expect(keys.getByText('Search nodes, jobs and pages')).toBeVisible()
  expect(await axeFindings(operator)).toEqual([])
})
