import clsx from 'clsx'
import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { Kbd } from '@/components/ui/kbd'
import { paletteItems, parseTyped } from './palette-items'
import { PaletteLine } from './palette-line'
import { useCommand } from './use-command'
import { useFound } from './use-found'

/** Searches nodes, jobs and pages, and opens what is chosen: arrows choose, Enter opens, Ctrl-Enter in a new tab. */
export default function Palette(props: { onClose: () => void; onKeys: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const router = useRouter()
  const list = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const [node, setNode] = useState(0)
  const run = useCommand()
  const { found, problem, busy } = useFound(parseTyped(typed).q)
  const items = paletteItems(typed, found, node)
  const chosen = Math.min(at, items.length - 1)

  useLayoutEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    return () => shown?.close()
  }, [])
  useEffect(() => {
    document.getElementById(`${list}-${chosen}`)?.scrollIntoView({ block: 'nearest' })
  }, [list, chosen])

  const choose = (index: number) => {
    const next = (index + items.length) % Math.max(items.length, 1)
    setAt(next)
    setNode(items[next]?.node ?? node)
  }
  const open = (index: number, newTab: boolean) => {
    const { href, command } = items[index] ?? {}
    if (command) run(command)
    if (href === undefined) return
    if (href === null) return props.onClose()
    if (newTab) window.open(href, '_blank', 'noopener')
    else router.push(href)
    props.onClose()
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') choose(chosen + 1)
    else if (event.key === 'ArrowUp') choose(chosen - 1)
    else if (event.key === 'Enter') open(chosen, event.ctrlKey || event.metaKey)
    else if (event.key === '?' && typed === '') props.onKeys()
    else return
    event.preventDefault()
  }
  return (
    <dialog
      ref={dialog}
      aria-label="Search everything"
      onCancel={(event) => {
        event.preventDefault()
        props.onClose()
      }}
      onClick={(event) => event.target === dialog.current && props.onClose()}
      onKeyDown={press}
      className="mx-auto mt-[12vh] mb-auto max-h-[76dvh] w-[min(42rem,calc(100vw-1.5rem))] overflow-hidden rounded-card border border-strong bg-surface p-0 text-ink shadow-lg backdrop:bg-ink/35 open:flex open:flex-col dark:backdrop:bg-paper/70"
    >
      <div className="flex items-center gap-3 border-b px-4" aria-busy={busy}>
        <Search className="size-4 shrink-0 text-ink-3" aria-hidden="true" />
        <input
          type="text"
          role="combobox"
          aria-label="Search nodes, jobs and pages"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={items.length > 0 ? `${list}-${chosen}` : undefined}
          placeholder="Search nodes, jobs and pages"
          autoComplete="off"
          spellCheck={false}
          maxLength={255}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setAt(0)
            setNode(0)
          }}
          className="h-13 w-full bg-transparent text-base text-ink outline-none"
        />
        <Kbd>Esc</Kbd>
      </div>
      <div id={list} role="listbox" aria-label="Found" className="min-h-0 overflow-y-auto p-2">
        {items.map((item, index) => (
          <PaletteLine
            key={item.id}
            id={`${list}-${index}`}
            item={item}
            heading={item.group === items[index - 1]?.group ? null : item.group}
            chosen={index === chosen}
            onPoint={() => choose(index)}
            onOpen={(newTab) => open(index, newTab)}
          />
        ))}
      </div>
      <p role="status" className={clsx('px-4 pb-3 text-sm', problem ? 'text-error' : 'text-ink-2')}>
        {problem ??
          (items.length === 0 && !busy
            ? 'Nothing matches. Search by name, DID, label, task, reason or job id.'
            : '')}
      </p>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t bg-sunken px-4 py-2 text-xs text-ink-2 touch:hidden">
        <span>
          <Kbd>↑</Kbd> <Kbd>↓</Kbd> choose
        </span>
        <span>
          <Kbd>Enter</Kbd> open
        </span>
        <span>
          <Kbd>Ctrl Enter</Kbd> new tab
        </span>
        <span>
          <Kbd>#</Kbd> jobs only
        </span>
        <span>
          <Kbd>&gt;</Kbd> actions only
        </span>
        <span className="ml-auto">
          <Kbd>?</Kbd> all keys
        </span>
      </p>
    </dialog>
  )
}
