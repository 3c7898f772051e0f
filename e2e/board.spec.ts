import type { Page } from '@playwright/test'
import { createHakimClient } from '@/lib/client/client'
import { checkViews } from './axe'
import { addNode, tokenFor } from './database'
import { expect, shared, test } from './fixtures'

// Jobs of one node, in three statuses and with a word that only they have: other specs add others meanwhile.

const node = 'did:kos:e2e:columns'
const word = 'columns-and-rows'
const board = `/jobs?q=${word}&view=board`
const pending = 12

test.beforeAll(async () => {
  const { env, url } = shared()
  await addNode(env, node, { name: 'columns-node', owner: 'approver@local.invalid' })
  const person = async (role: string) =>
    createHakimClient({ server: url, token: await tokenFor(env, { person: `${role}@local.invalid` }) })
  const [operator, approver] = [await person('operator'), await person('approver')]
  const request = async (index: number) => {
    const body = { target_node_did: node, task_name: 'look', reason: `${word} ${index}` }
    const { data, error } = await operator.POST('/api/v1/jobs', { body })
    if (!data) throw new Error(error.detail)
    return { path: { job_id: data.job_id }, approval_hash: data.approval_hash }
  }
  for (let index = 0; index < pending; index += 1) await request(index)
  for (const index of [100, 101]) {
    const { error } = await operator.POST('/api/v1/jobs/{job_id}/cancel', { params: await request(index) })
    expect(error).toBeUndefined()
  }
  const { approval_hash, path } = await request(200)
  const body = { approval_hash, reason: 'Not today' }
  const { error } = await approver.POST('/api/v1/jobs/{job_id}/reject', { params: { path }, body })
  expect(error).toBeUndefined()
})

const column = (page: Page, name: string) => page.getByRole('region', { name: new RegExp(`^${name}`) })
const jobsIn = (page: Page, selector: string): Promise<(string | null)[]> =>
  page
    .locator(`${selector} a[href^="/jobs/"]`)
    .evaluateAll((links) =>
      links
        .map((link) => link.getAttribute('href'))
        .filter((href) => /^\/jobs\/[0-9a-f-]{36}$/.test(href ?? '')),
    )

test('table and board agree: the same counts, jobs and order', async ({ operator: page }) => {
  await page.goto(`/jobs?q=${word}`)
  await page.getByRole('navigation', { name: 'View' }).getByRole('link', { name: 'Board' }).click()
  await expect(page).toHaveURL(board)
  const tabs = page.getByRole('navigation', { name: 'Jobs by status' })
  for (const [name, status, count] of [
    ['Pending approval', 'PendingApproval', pending],
    ['Rejected', 'Rejected', 1],
    ['Cancelled', 'Cancelled', 2],
    ['Completed', 'Completed', 0],
  ] as const) {
    await page.goto(board)
    await expect(column(page, name).getByRole('heading')).toHaveText(`${name} ${count}`)
    await expect(tabs.getByRole('link', { name: new RegExp(`^${name.split(' ')[0]}`) })).toContainText(
      new RegExp(`\\D${count}$`),
    )
    const cards = await jobsIn(page, `[aria-labelledby="column-${status}"]`)
    await page.goto(`/jobs?q=${word}&status=${status}`)
    await expect(page.locator('tbody tr')).toHaveCount(count)
    expect(cards).toEqual((await jobsIn(page, 'tbody')).slice(0, 10))
  }
})

test('what a column has no room for is in the table, in reach of the keyboard', async ({
  operator: page,
}) => {
  await page.goto(`${board}&status=open&sort=oldest`)
  await expect(page.locator('main h2')).toHaveText([/^Pending/, /^Approved/, /^Running/, /^Lost/])
  const cards = column(page, 'Pending').getByRole('listitem')
  await expect(cards).toHaveCount(10)
  await cards.last().getByRole('link').focus()
  await page.keyboard.press('Tab')
  const all = page.getByRole('link', { name: `Show all ${pending} Pending approval jobs` })
  await expect(all).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`/jobs?status=PendingApproval&q=${word}&sort=oldest`)
  await expect(page.locator('tbody tr')).toHaveCount(pending)
})

test('the board is kept by filters, tabs and saved views, and has no page', async ({ operator: page }) => {
  await page.goto(`${board}&cursor=x`)
  await expect(page.getByText('Unknown page “x” was ignored.')).toBeVisible()
  await page.getByRole('searchbox').fill(`${word} 100`)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/view=board/)
  await expect(column(page, 'Cancelled').getByRole('listitem')).toHaveCount(1)
  await page
    .getByRole('navigation', { name: 'Jobs by status' })
    .getByRole('link', { name: /^Cancelled/ })
    .click()
  await expect(page).toHaveURL(/status=Cancelled.*view=board/)
  await page.getByRole('button', { name: 'Views' }).click()
  const menu = page.getByRole('dialog', { name: 'Saved views' })
  await menu.getByRole('button', { name: 'Save view…' }).click()
  await menu.getByLabel('Name').fill('Cancelled, in columns')
  await menu.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(menu.getByRole('link', { name: 'Cancelled, in columns' })).toHaveAttribute(
    'href',
    /^\/jobs\?status=Cancelled&.*view=board$/,
  )
})

test('on a desk and a phone, in both themes', async ({ operator: page }) => {
  await page.goto(board)
  await checkViews(page, 'board')
})
