import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import type axe from 'axe-core'
import { contrastFindings } from './contrast'

const colorSchemes = ['light', 'dark'] as const
/** A desk and a phone. */
export const widths = [1440, 390] as const
const source = readFileSync(join(import.meta.dirname, '..', 'node_modules/axe-core/axe.min.js'), 'utf8')
/** The rule that colours decide, beside contrast. The others read the document, which is the same in light and dark. */
const colorRules = ['link-in-text-block']

/** What axe finds wrong on the page as it is now, in words; `rules` are those to check beside contrast, all by default. */
export async function axeFindings(page: Page, rules?: readonly string[]): Promise<string[]> {
  // axe looks at one document.
  expect(page.frames()).toHaveLength(1)
  // Loaded once a page: it is half a megabyte of script.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
  // What is preloaded, style sheets and media, serves only rules that are off or about films and sound.
  const options: axe.RunOptions = {
    resultTypes: ['violations'],
    preload: false,
    ...(rules ? { runOnly: [...rules] } : { rules: { 'color-contrast': { enabled: false } } }),
  }
  const found = await page.evaluate(async (chosen) => {
    const { violations } = await window.axe.run(document, chosen)
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
    )
  }, options)
  return [...found, ...(await contrastFindings(page))]
}

/** What is open now: one title, no axe violation, nothing that scrolls sideways. */
async function checkPage(page: Page, name: string, rules?: readonly string[]): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
  // Wait for skeletons to go before checking the page.
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
  expect(await axeFindings(page, rules), name).toEqual([])
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(sideways, `${name} scrolls sideways`).toBeLessThanOrEqual(0)
}

/** The same in light and dark, without reloading the page, so that an open form stays open. */
export async function checkBothSchemes(page: Page, name: string): Promise<void> {
  for (const colorScheme of colorSchemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
    await checkPage(page, `${name} (${colorScheme})`, colorScheme === 'light' ? undefined : colorRules)
  }
}

/** The same in every view. */
export async function checkViews(page: Page, name: string): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    await checkBothSchemes(page, `${name}, ${width}`)
  }
}
