import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** The ways in which every page is looked at. */
export const views = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1440, 390].map((width) => ({ colorScheme, width })),
)

/** What is open now: one title, no axe violation, nothing that scrolls sideways. */
export async function checkPage(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
  // Skeletons end before the page is judged.
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`,
  )
  expect(found, name).toEqual([])
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(sideways, `${name} scrolls sideways`).toBeLessThanOrEqual(0)
}

/** The same in every view, of a page as it stands: nothing is loaded anew, so that an open form stays open. */
export async function checkViews(page: Page, name: string): Promise<void> {
  for (const { colorScheme, width } of views) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 900 })
    await checkPage(page, `${name} (${colorScheme}, ${width})`)
  }
}
