import { useRouter } from 'next/navigation'
import { type ComponentProps, createContext, useContext } from 'react'
import { Link } from '@/components/ui/link'

/**
 * The page whose data does not depend on its query: it changes its address by itself, and needs no page from the server. Null:
 * every address is a page to load.
 */
export const OwnAddress = createContext<string | null>(null)

const isWithin = (path: string | null, href: string): boolean =>
  path !== null && (href === path || href.startsWith(`${path}?`))

/** Shows another address; within a page that keeps its own, at once. */
export function useGo(): (href: string, how?: 'replace') => void {
  const router = useRouter()
  const path = useContext(OwnAddress)
  return (href, how) => {
    if (isWithin(path, href)) window.history[how === 'replace' ? 'replaceState' : 'pushState'](null, '', href)
    else if (how === 'replace') router.replace(href, { scroll: false })
    else router.push(href, { scroll: false })
  }
}

/** A link that does the same. */
export function FilterLink({ href, ...rest }: Omit<ComponentProps<typeof Link>, 'href'> & { href: string }) {
  const go = useGo()
  const path = useContext(OwnAddress)
  return (
    <Link
      {...rest}
      href={href}
      {...(isWithin(path, href)
        ? {
            onNavigate: (event: { preventDefault: () => void }) => {
              event.preventDefault()
              go(href)
            },
          }
        : {})}
    />
  )
}
