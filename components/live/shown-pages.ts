/** The addresses of pages that were shown in this tab, by their path. */
const shown = new Set<string>()

export const noteShown = (): void => {
  shown.add(window.location.pathname)
}

export const wasShown = (): boolean => shown.has(window.location.pathname)
