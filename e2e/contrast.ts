import type { Page } from '@playwright/test'
import type axe from 'axe-core'

declare global {
  interface Window {
    axe: typeof axe
    /** By a description of all that their contrast depends on. */
    texts: Map<string, Element[]>
  }
}

/** Texts in whose colours, size and place this worker has seen enough contrast. */
const passed = new Set<string>()

/**
 * What axe finds wrong with the contrast of texts, in words. It looks for what lies behind each text, which took three quarters
 * of its time; most are like one on another row or page, so it is asked only about those that are like none before.
 */
export async function contrastFindings(page: Page): Promise<string[]> {
  const unlike = (await page.evaluate(describeTexts)).filter((text) => !passed.has(text))
  if (unlike.length === 0) return []
  const { findings, passes } = await page.evaluate(checkTexts, unlike)
  for (const text of passes) passed.add(text)
  return findings
}

/** Runs in the browser. */
function describeTexts(): string[] {
  const known = new Map<Element | null, string>([[null, '']])
  const behind = (element: Element | null): string => {
    const found =
      known.get(element) ?? (element === null ? '' : `${layer(element)}${behind(element.parentElement)}`)
    known.set(element, found)
    return found
  }
  const layer = (element: Element): string => {
    const style = getComputedStyle(element)
    const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position } = style
    const look = [backgroundColor, backgroundImage, opacity, filter, mixBlendMode].join()
    const shown = look === 'rgba(0, 0, 0, 0),none,1,none,normal' ? '' : `${look};`
    // What floats and is transparent may lie on anything, so it is like nothing on another page.
    const floats = /absolute|fixed/.test(position) && !backgroundColor.startsWith('rgb(')
    const { x, y } = element.getBoundingClientRect()
    return floats ? `${shown}${location.href} ${x} ${y};` : shown
  }
  const isText = (element: Element): boolean =>
    element.matches('input, select, textarea') ||
    [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '')
  /** Not only for programs that read it aloud. */
  const isShown = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    element.getBoundingClientRect().width > 1
  const texts = new Map<string, Element[]>()
  for (const element of document.body.querySelectorAll('*')) {
    if (!isText(element) || !isShown(element)) continue
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element)
    const own = [element.tagName, ...['class', 'type'].map((name) => element.getAttribute(name))]
    const text = [...own, color, fontSize, fontWeight, textShadow, behind(element)].join()
    texts.set(text, [...(texts.get(text) ?? []), element])
  }
  window.texts = texts
  return [...texts.keys()]
}

/** Runs in the browser. What is hidden, disabled or covered neither passes nor fails, and is looked at again. */
async function checkTexts(texts: string[]): Promise<{ findings: string[]; passes: string[] }> {
  const check = async (include: Element[]) => {
    if (include.length === 0) return { findings: [], fine: new Set<unknown>() }
    const { violations, passes } = await window.axe.run(
      { include },
      {
        runOnly: ['color-contrast'],
        resultTypes: ['violations', 'passes'],
        elementRef: true,
        preload: false,
      },
    )
    return {
      findings: violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
      ),
      fine: new Set<unknown>(passes.flatMap(({ nodes }) => nodes.map(({ element }) => element))),
    }
  }
  const elements = (text: string) => window.texts.get(text) ?? []
  const first = await check(texts.flatMap((text) => elements(text).slice(0, 1)))
  const covered = texts.filter(
    (text) =>
      !elements(text)
        .slice(0, 1)
        .some((element) => first.fine.has(element)),
  )
  const others = await check(covered.flatMap((text) => elements(text).slice(1)))
  const isFine = (element: Element) => first.fine.has(element) || others.fine.has(element)
  return {
    findings: [...first.findings, ...others.findings],
    passes: texts.filter((text) => elements(text).some(isFine)),
  }
}
