import type { Page } from '@playwright/test'
import { axeFindings, checkBothSchemes } from './axe'
import { addNode } from './database'
import { expect, openForKeys, shared, test } from './fixtures'

const menu = (page: Page) => page.getByRole('dialog', { name: 'Saved views' })

async function openMenu(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Views' }).click()
  await expect(menu(page).getByRole('button', { name: 'Save view…' })).toBeVisible()
  await expect(menu(page).getByText('Loading…')).toHaveCount(0)
}

async function save(page: Page, name: string, share = false): Promise<void> {
  await openMenu(page)
  await menu(page).getByRole('button', { name: 'Save view…' }).click()
  await menu(page).getByLabel('Name').fill(name)
  if (share) await menu(page).getByLabel('Share with everybody').check()
  await menu(page).getByRole('button', { name: 'Save', exact: true }).click()
  await expect(menu(page).getByRole('link', { name })).toBeVisible()
}

test('a view is saved with filters and columns, shared, opened by somebody else, renamed and deleted', async ({
  approver,
  operator,
}) => {
  const address = '/?state=Error&columns=network_io_kbps%2Clabel%3Asite&sort=name'
  await approver.goto(address)
  await save(approver, 'Errors by site', true)
  await checkBothSchemes(approver, 'saved views')

  await openForKeys(operator, '/map')
  await operator.keyboard.press('Control+k')
  await operator.getByRole('combobox', { name: 'Search nodes, jobs and pages' }).fill('errors by')
  await operator.getByRole('option', { name: /^Errors by site/ }).click()
  await expect(operator).toHaveURL(address)
  await expect(operator.getByRole('columnheader', { name: 'site' })).toBeVisible()
  await openMenu(operator)
  await expect(menu(operator).getByRole('link', { name: /^Errors by site by / })).toHaveAttribute(
    'aria-current',
    'page',
  )
  await expect(menu(operator).getByRole('button', { name: 'Delete: Errors by site' })).toHaveCount(0)
  await operator.keyboard.press('Escape')

  await menu(approver).getByRole('button', { name: 'Change: Errors by site' }).click()
  await menu(approver).getByLabel('Name').fill('Errors of sites')
  await menu(approver).getByRole('button', { name: 'Save', exact: true }).click()
  await menu(approver).getByRole('button', { name: 'Delete: Errors of sites' }).click()
  await menu(approver).getByRole('button', { name: 'Delete', exact: true }).click()
  // In place of the link, the question has its name until it is deleted.
  await expect(menu(approver).getByText('Errors of sites')).toHaveCount(0)
  await openMenu(operator)
  await expect(menu(operator).getByText('Errors')).toHaveCount(0)
})

test('an operator saves for themselves, on each of the four pages, and is not offered to share', async ({
  operator: page,
}) => {
  for (const [path, query] of [
    ['/map', 'group=site&fill=cpu_usage_percent'],
    ['/jobs', 'status=Completed&since=7d'],
    ['/compare', 'label=network%3Agriot&range=7d'],
  ]) {
    await page.goto(`${path}?${query}`)
    await openMenu(page)
    await menu(page).getByRole('button', { name: 'Save view…' }).click()
    await expect(menu(page).getByLabel('Share with everybody')).toHaveCount(0)
    await menu(page).getByLabel('Name').fill(`Mine of ${path}`)
    await menu(page).getByRole('button', { name: 'Save', exact: true }).click()
    const link = menu(page).getByRole('link', { name: `Mine of ${path}` })
    await expect(link).toHaveAttribute('href', `${path}?${query}`)
    await expect(link).toHaveAttribute('aria-current', 'page')
  }
})

test('a pinned node comes first in the palette and is found by the filter', async ({ operator: page }) => {
  await addNode(shared().env, 'did:pins:a', { name: 'pins-a' })
  await addNode(shared().env, 'did:pins:b', { name: 'pins-b' })
  await page.goto('/nodes/did%3Apins%3Ab')
  // The button says so before the server has answered; leaving at once would end the request.
  const answered = page.waitForResponse((answer) => answer.request().method() === 'POST')
  await page.getByRole('button', { name: 'Pin', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Unpin' })).toBeVisible()
  await answered
  await page.goto('/')
  await page.getByRole('link', { name: 'Pinned', exact: true }).click()
  await expect(page).toHaveURL(/\?pinned=true/)
  await expect(page.getByRole('row', { name: /pins-b/ }).getByLabel('pinned by you')).toBeVisible()
  await expect(page.getByRole('link', { name: 'pins-a' })).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search nodes, jobs and pages' }).fill('pins-')
  await expect(page.getByRole('option').first()).toHaveText(/pins-b/)
})

test('rows are chosen with x and Shift x, then compared or requested for', async ({ operator: page }) => {
  for (const n of [1, 2, 3, 4]) await addNode(shared().env, `did:select:${n}`, { name: `select-${n}` })
  await openForKeys(page, '/?q=select-&sort=name')
  const bar = page.getByRole('region', { name: 'Selection' })
  await page.getByRole('link', { name: 'select-1' }).focus()
  await page.keyboard.press('x')
  await expect(bar.getByRole('status')).toHaveText('1 selected')
  await expect(bar.getByRole('link', { name: 'Request a job…' })).toHaveAttribute(
    'href',
    '/jobs/new?node=did%3Aselect%3A1',
  )
  await page.getByRole('link', { name: 'select-3' }).focus()
  await page.keyboard.press('Shift+X')
  await expect(bar.getByRole('status')).toHaveText('3 selected')
  await expect(page.getByRole('checkbox', { name: 'Select select-2' })).toBeChecked()
  await expect(bar.getByRole('link', { name: 'Request a job…' })).toHaveAttribute(
    'href',
    '/jobs/new?nodes=did%3Aselect%3A1,did%3Aselect%3A2,did%3Aselect%3A3',
  )
  await checkBothSchemes(page, 'selection')
  await bar.getByRole('button', { name: 'Select all 4' }).click()
  await expect(bar.getByRole('status')).toHaveText('4 selected')
  await bar.getByRole('link', { name: 'Compare' }).click()
  await expect(page).toHaveURL(/\/compare\?nodes=did%3Aselect%3A1&nodes=/)
})

test('x chooses rows in the list by groups too', async ({ operator: page }) => {
  const labels = { rack: 'select-g' }
  for (const n of [1, 2, 3]) await addNode(shared().env, `did:grouped:${n}`, { name: `grouped-${n}`, labels })
  await page.goto('/?q=grouped-&sort=name&group=rack')
  const bar = page.getByRole('region', { name: 'Selection' })
  // The groups are loaded after the page, and hear no key before.
  await expect(async () => {
    await page.getByRole('link', { name: 'grouped-1' }).focus()
    await page.keyboard.press('x')
    await expect(bar.getByRole('status')).toHaveText('1 selected', { timeout: 3_000 })
  }).toPass()
  await page.getByRole('link', { name: 'grouped-3' }).focus()
  await page.keyboard.press('Shift+X')
  await expect(bar.getByRole('status')).toHaveText('3 selected')
  await expect(page.getByRole('checkbox', { name: 'Select grouped-2' })).toBeChecked()
})

test('choosing a state on the map changes its address and asks for no page', async ({ operator: page }) => {
  await page.goto('/map?group=site')
  await expect(page.locator('canvas[data-marks]').first()).toBeVisible()
  const asked: string[] = []
  page.on('request', (request) => {
    if (/^\/map/.test(new URL(request.url()).pathname)) asked.push(request.url())
  })
  const states = page.getByRole('list', { name: 'Nodes by state' })
  await states.getByRole('link', { name: /Error$/ }).click()
  await expect(page).toHaveURL(/\/map\?state=Error&group=site/)
  await expect(page.getByRole('listbox', { name: /^Lagos: 1 nodes?, 1 Error$/ })).toBeVisible()
  await states.getByRole('link', { name: /Healthy$/ }).click()
  await expect(page.getByRole('listbox', { name: /^Lagos/ })).toHaveCount(0)
  await page.goBack()
  await expect(page.getByRole('listbox', { name: /^Lagos/ })).toBeVisible()
  expect(asked).toEqual([])
  await page.reload()
  await expect(page.getByRole('listbox', { name: /^Lagos: 1 nodes?, 1 Error$/ })).toBeVisible()
})

test('a link for a wall opens in a browser that nobody has signed in to, until it is revoked', async ({
  admin,
  browser,
}) => {
  await admin.goto('/settings/walls')
  await admin.getByRole('button', { name: 'New wall link' }).click()
  await admin.getByLabel('Name').fill('The hall')
  await admin.getByLabel('View').selectOption({ label: 'The whole fleet, worst first' })
  await checkBothSchemes(admin, 'new wall')
  await admin.getByRole('button', { name: 'Create link' }).click()
  const url = await admin.locator('dialog code', { hasText: '/wall/' }).textContent()
  await admin.getByRole('button', { name: 'Done' }).click()
  await admin.goto('/settings/walls')
  await expect(admin.getByText(url ?? '')).toHaveCount(0)

  const window = await browser.newContext({ viewport: { width: 1920, height: 1080 } })
  const wall = await window.newPage()
  for (const theme of ['', '?theme=light']) {
    await wall.goto(`${url}${theme}`)
    await expect(wall.getByRole('heading', { name: 'The hall', level: 1 })).toBeVisible()
    await expect(wall.getByRole('region', { name: 'Worst first' }).getByText('griot-lagos-3')).toBeVisible()
    await expect(wall.getByRole('status')).toHaveText('Live')
    expect(await axeFindings(wall), theme).toEqual([])
    await expect(wall.getByRole('link')).toHaveCount(0)
    await expect(wall.getByRole('button')).toHaveCount(0)
  }
  expect(await window.cookies()).toEqual([])

  const row = admin.getByRole('row', { name: /The hall/ })
  await row.getByRole('button', { name: /Revoke/ }).click()
  await row.getByRole('button', { name: 'Yes, revoke' }).click()
  await expect(row.getByText('Revoked', { exact: true })).toBeVisible()
  // By itself, at its next reading.
  await expect(wall.getByRole('heading', { name: 'This link does not work' })).toBeVisible()
  await expect(wall.getByText('griot-lagos-3')).toHaveCount(0)
  await window.close()
})
