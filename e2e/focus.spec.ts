import type { Page } from '@playwright/test'
import { z } from 'zod'
import { expect, request, shared, test, thisNode, tokenOf } from './fixtures'

// A decision by keyboard never sends the focus back to the beginning of the page.

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const press = (page: Page, name: string | RegExp) => button(page, name).press('Enter')
const decision = (page: Page) => page.getByRole('region', { name: 'Decision', exact: true })
const title = (page: Page) => page.getByRole('heading', { level: 1 })

test('a decision keeps the focus in place', async ({ operator, approver }) => {
  const job = await request(operator, 'collect_diagnostics', 'To decide on it with the keyboard.')
  await approver.goto(job)
  await expect(button(approver, /^Approve/)).toBeEnabled()

  await press(operator, 'Cancel the job')
  await operator.keyboard.press('Escape')
  await expect(button(operator, 'Cancel the job')).toBeFocused()
  await press(operator, 'Cancel the job')
  await expect(operator.getByLabel('Reason (optional)')).toBeFocused()
  await press(operator, 'Keep it')
  await expect(button(operator, 'Cancel the job')).toBeFocused()

  await operator.getByRole('link', { name: 'Change the request' }).click()
  await operator.getByLabel('The request expires').selectOption('3')
  await button(operator, 'Change the request').click()
  await operator.waitForURL(job)
  // The form sends everything it holds; only the expiry has changed.
  const timeline = operator.locator('section', { has: operator.getByRole('heading', { name: 'Timeline' }) })
  await expect(timeline).toContainText('Expiry changed (revision 2)')
  await expect(timeline).toContainText('Changed (expiry)')

  await press(approver, 'I have reviewed the change')
  await expect(decision(approver)).toBeFocused()
  await press(approver, /^Reject/)
  await expect(approver.getByLabel(/^Reason/)).toBeFocused()
  await approver.keyboard.type('Not today.')
  await press(approver, /^Reject/)
  await expect(decision(approver)).toContainText('“Not today.”')
  await expect(decision(approver)).toBeFocused()
})

test('so do an approval, its withdrawal and a cancelled job', async ({ operator, approver }) => {
  const windowed = await later(operator)
  await approver.goto(windowed)
  await press(approver, /^Approve/)
  await expect(decision(approver)).toContainText('Approved by you')
  await expect(decision(approver)).toBeFocused()
  await press(approver, 'Withdraw the approval')
  await approver.keyboard.press('Escape')
  await expect(button(approver, 'Withdraw the approval')).toBeFocused()
  await press(approver, 'Withdraw the approval')
  await press(approver, 'Yes, withdraw it')
  await expect(button(approver, /^Approve/)).toBeEnabled()
  await expect(title(approver)).toBeFocused()

  await press(operator, 'Cancel the job')
  await press(operator, 'Yes, cancel it')
  await expect(operator.getByText('Cancelled', { exact: true }).first()).toBeVisible()
  await expect(button(operator, 'Cancel the job')).toHaveCount(0)
  await expect(title(operator)).toBeFocused()
})

/** A job that no agent may claim yet, so that it stays approved. */
async function later(page: Page): Promise<string> {
  const path = await request(page, 'collect_diagnostics', 'To take it back.')
  await page.goto(`${path}/change`)
  await page.getByLabel('May run').selectOption('own')
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)
  await page.getByLabel('From', { exact: true }).fill(`${day}T10:00`)
  await page.getByLabel('Until', { exact: true }).fill(`${day}T11:00`)
  await button(page, 'Change the request').click()
  await page.waitForURL(path)
  return path
}

const shown = z.object({ job_id: z.string(), approval_hash: z.string() })

test('on a phone, a late decision says so at once', async ({ operator, approver }) => {
  const path = await request(operator, 'collect_diagnostics', 'To decide on it twice.')
  const bearer = await tokenOf('approver')
  const api = `${shared().url}/api/v1${path}`
  const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' }
  await approver.setViewportSize({ width: 390, height: 844 })
  await approver.goto(path)
  let rejected = false
  await approver.route(`**${path}`, async (route) => {
    // The first call enrols a key of this browser, the second one sends the decision.
    if (route.request().method() === 'POST' && !rejected) {
      rejected = true
      const { approval_hash } = shown.parse(await (await fetch(api, { headers })).json())
      const body = JSON.stringify({ approval_hash, reason: 'From another window' })
      expect((await fetch(`${api}/reject`, { method: 'POST', headers, body })).status).toBe(200)
    }
    await route.continue()
  })
  await press(approver, /^Approve/)
  await expect(approver.getByText('“From another window”').first()).toBeVisible()
  await expect(approver.getByText(/This job has already been rejected/)).toBeInViewport({ ratio: 1 })
  await expect(decision(approver)).toBeFocused()
})

test('a dialog about rights returns the focus, or moves it to what remains', async ({ approver }) => {
  await approver.goto(`/nodes/${encodeURIComponent(await thisNode())}/consent`)
  const restrict = button(approver, /^Restrict: /)
  await restrict.press('Enter')
  await expect(button(approver, 'Yes, restrict it')).toBeVisible()
  // An owner who has decided before has a key by now, and says why.
  const why = approver.getByLabel(/^Why\?/)
  const asks = await why.isVisible()
  await expect(asks ? why : button(approver, 'Yes, restrict it')).toBeFocused()
  await approver.keyboard.press('Escape')
  await expect(restrict).toBeFocused()
  await restrict.press('Enter')
  await press(approver, 'Keep it')
  await expect(restrict).toBeFocused()
  await restrict.press('Enter')
  if (asks) await why.fill('Only for the owners.')
  await press(approver, 'Yes, restrict it')
  const open = button(approver, /^Show to everyone: /)
  await expect(open).toBeFocused()
  await open.press('Enter')
  if (asks) await why.fill('For everybody again.')
  await press(approver, 'Yes, show it')
  await expect(restrict).toBeFocused()

  await approver.getByLabel('Delegate to').selectOption({ index: 1 })
  const soon = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  await approver.getByLabel('Through (last day)').fill(soon)
  await press(approver, 'Delegate')
  await press(approver, /^End: /)
  await press(approver, 'Yes, end it')
  await expect(approver.getByText('No delegations.')).toBeVisible()
  await expect(approver.getByRole('heading', { name: 'Delegations' })).toBeFocused()
})
