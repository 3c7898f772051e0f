import { useEffect, useState } from 'react'

/** The value of a colour token, such as `--error`, in the present theme; a canvas knows no variables. */
export type ColorOf = (token: string) => string

function colorOf(): ColorOf {
  const style = getComputedStyle(document.documentElement)
  const known = new Map<string, string>()
  return (token) => {
    const color = known.get(token) ?? style.getPropertyValue(token)
    known.set(token, color)
    return color
  }
}

/** Another function after every change of the theme; null before the page has styles. */
export function useMarkColors(): ColorOf | null {
  const [colors, setColors] = useState<{ of: ColorOf } | null>(null)
  useEffect(() => {
    const read = () => setColors({ of: colorOf() })
    read()
    const observer = new MutationObserver(read)
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    return () => observer.disconnect()
  }, [])
  return colors?.of ?? null
}
