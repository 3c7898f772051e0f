import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkBothSchemes } from './axe'
import { expect, test } from './fixtures'

test('a node is added, reports by the one line, and is retired and restored', async ({ admin }) => {
  const did = `did:kos:added:${Date.now()}`
  await admin.goto('/settings/nodes')
  await admin.getByRole('button', { name: 'Add a node' }).click()
  const dialog = admin.getByRole('dialog')
  await dialog.getByLabel('DID').fill('not a did')
  await dialog.getByRole('button', { name: 'Add it' }).click()
  await expect(dialog.getByText('Must be a DID')).toBeVisible()
  await dialog.getByLabel('DID').fill(did)
  await dialog.getByLabel('Name').fill('added-1')
  await checkBothSchemes(admin, 'the form of a new node')
  await dialog.getByRole('button', { name: 'Add it' }).click()
  await expect(dialog.getByText('Waiting for its first report…')).toBeVisible()
  const line = (await dialog.getByText(/^curl /).textContent()) ?? ''
  expect(line).toMatch(/echo '[0-9a-f]{64} {2}hakim-agent\.mjs' \| sha256sum -c/)
  // A group of its own, so that the agent ends with its shell.
  const agent = spawn('sh', ['-c', line], {
    detached: true,
    stdio: 'ignore',
    cwd: mkdtempSync(join(tmpdir(), 'hakim-line-')),
    env: { ...process.env, XDG_STATE_HOME: mkdtempSync(join(tmpdir(), 'hakim-state-')) },
  })
  try {
    await expect(dialog.getByText('It has reported')).toBeVisible({ timeout: 60_000 })
  } finally {
    if (agent.pid) process.kill(-agent.pid)
  }
  await dialog.getByRole('link', { name: 'Show the node' }).click()
  await expect(admin.getByRole('heading', { name: 'added-1', level: 1 })).toBeVisible()

  await admin.getByRole('button', { name: 'Edit: added-1' }).click()
  await dialog.getByLabel('Name').fill('renamed-1')
  await dialog.getByLabel('Labels').fill('site=Cairo\nspare')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(admin.getByRole('heading', { name: 'renamed-1', level: 1 })).toBeVisible()
  await expect(admin.getByText('Cairo')).toBeVisible()

  await admin.getByRole('button', { name: 'Retire: renamed-1' }).click()
  await admin.getByLabel('Why is it retired?').fill('Scrapped')
  await admin.getByRole('button', { name: 'Yes, retire it' }).click()
  await expect(admin.getByText(': Scrapped')).toBeVisible()
  await expect(admin.getByRole('link', { name: 'Request maintenance' })).toHaveCount(0)
  await checkBothSchemes(admin, 'a retired node')
  await admin.goto('/')
  await expect(admin.getByRole('link', { name: 'renamed-1' })).toHaveCount(0)
  await admin.getByRole('link', { name: '1 retired' }).click()
  await expect(admin.getByRole('link', { name: 'renamed-1' })).toBeVisible()
  await admin.goto('/settings/nodes?show=retired')
  await checkBothSchemes(admin, 'the retired nodes')
  await admin.getByRole('button', { name: 'Restore: renamed-1' }).click()
  await admin.getByLabel('Why is it restored?').fill('Repaired')
  await admin.getByRole('button', { name: 'Yes, restore it' }).click()
  await expect(admin.getByText('No node is retired')).toBeVisible()
})
