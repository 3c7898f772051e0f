import { axeFindings } from './axe'
import { expect, shared, test, thisNode, tokenOf } from './fixtures'

test('a deployment that a program notes, and a note of a person, stand on the charts', async ({
  operator,
}) => {
  const path = `/nodes/${encodeURIComponent(await thisNode())}`
  const posted = await fetch(`${shared().url}/api/v1/annotations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await tokenOf('operator')}`, 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'Deployed <b>2.8.2</b>', node_did: await thisNode() }),
  })
  expect(posted.status).toBe(201)
  await operator.goto(`${path}?range=1h`)
  const notes = operator
    .locator('section')
    .filter({ has: operator.getByRole('heading', { name: 'Notes in this range' }) })
  // Text of a program is never markup.
  await expect(notes.getByText('Deployed <b>2.8.2</b>')).toBeVisible()
  await expect(operator.locator('[data-note][title^="Deployed <b>2.8.2</b>"]').first()).toBeAttached()

  await operator.getByRole('button', { name: 'Add a note' }).click()
  const dialog = operator.getByRole('dialog', { name: 'Note something on the charts' })
  await dialog.getByRole('textbox', { name: 'What happened' }).fill('New disk')
  expect(await axeFindings(operator)).toEqual([])
  await dialog.getByRole('button', { name: 'Add the note' }).click()
  await expect(notes.getByText('New disk')).toBeVisible()
  await notes.getByRole('button', { name: 'Delete: New disk' }).click()
  await notes.getByRole('button', { name: 'Yes, delete it' }).click()
  await expect(notes.getByText('New disk')).toBeHidden()
})
