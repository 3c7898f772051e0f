import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const colorSchemes = ['light', 'dark'] as const
/** A desk and a phone. */
export const widths = [1440, 390] as const

/** What axe finds wrong on the page as it is now, in words. */
export async function axeFindings(page: Page): Promise<string[]> {
  // The page has one document; checking only that takes half as long as gathering the results of several frames.
  expect(page.frames()).toHaveLength(1)
  const builder = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await builder.analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`)
}

/** What is open now: one title, no axe violation, nothing that scrolls sideways. */
async function checkPage(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
  // Wait for skeletons to go before checking the page.
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
  expect(await axeFindings(page), name).toEqual([])
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(sideways, `${name} scrolls sideways`).toBeLessThanOrEqual(0)
}

/** The same in light and dark, without reloading the page, so that an open form stays open. */
export async function checkBothSchemes(page: Page, name: string): Promise<void> {
  for (const colorScheme of colorSchemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
    await checkPage(page, `${name} (${colorScheme})`)
  }
}

/** The same in every view. */
export async function checkViews(page: Page, name: string): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    await checkBothSchemes(page, `${name}, ${width}`)
  }
}
