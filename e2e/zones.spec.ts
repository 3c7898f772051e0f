import { expect, shared, test } from './fixtures'

test('one choice of zone on every page, and the first page after sign-in knows the reader’s', async ({
  browser,
}) => {
  const context = await browser.newContext({
    baseURL: shared().url,
    timezoneId: 'Asia/Kathmandu',
    viewport: { width: 390, height: 844 },
  })
  const page = await context.newPage()
  await page.goto('/sign-in')
  const [first] = await Promise.all([
    page.waitForResponse((response) => new URL(response.url()).pathname === '/' && response.ok()),
    page.getByRole('button', { name: 'Continue as operator' }).click(),
  ])
  expect(await first.text()).toMatch(/times in Asia\/Kath?mandu \(mine\)/)

  const choice = page.getByRole('combobox', { name: 'Times in' })
  await choice.focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByText('times in UTC')).toBeVisible()
  await page.getByRole('link', { name: 'griot-lagos-3', exact: true }).click()
  await expect(page.getByText(/buckets .* times in UTC$/)).toBeVisible()

  await choice.selectOption('node')
  await expect(page.getByText('times in Africa/Lagos (the node’s)')).toBeVisible()
  await expect(page.getByText(/buckets .* times in Africa\/Lagos$/)).toBeVisible()
  // The server knows it too, on any page.
  const html = await (await page.request.get('/jobs')).text()
  expect(html).toMatch(/times in Asia\/Kath?mandu \(the node’s on its pages\)/)
  await page.goto('/jobs?q=lagos')
  await page.locator('a[href^="/jobs/"][href*="-"]:not([href*="?"])').first().click()
  await expect(page.getByText('times in Africa/Lagos (the node’s)')).toBeVisible()
  // An hour ahead of UTC, all year.
  await expect(page.locator('time', { hasText: '(+01:00)' }).first()).toBeVisible()
  await context.close()
})
