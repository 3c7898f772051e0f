import { describe, expect, it } from 'vitest'
import { peopleView } from './people-address'
import { peopleHref } from './people-view'

describe('the address of the page of people', () => {
  it('leads back to what it was made from', () => {
    const view = {
      q: 'joost & co',
      state: 'disabled',
      role: 'admin',
      from: 25,
      task: 'role',
      who: 'did:a:1',
    } as const
    const params = Object.fromEntries(new URL(peopleHref(view), 'http://here').searchParams)
    expect(peopleView(params)).toEqual({ view, unknown: [] })
    expect(peopleHref({})).toBe('/settings/people')
  })

  it('names what means nothing, and leaves it out', () => {
    const { view, unknown } = peopleView({ state: 'Nonsense', role: 'root', from: '-1', do: 'fly', q: ' ' })
    expect(unknown).toEqual(['state “Nonsense”', 'role “root”', 'from “-1”'])
    expect(peopleHref(view)).toBe('/settings/people')
  })

  it('names one with NUL', () => {
    expect(peopleView({ q: 'a\u0000', role: 'admin' })).toMatchObject({
      view: { role: 'admin' },
      unknown: ['q “U+0000”'],
    })
  })

  it('takes the first of repeated parameters', () => {
    expect(peopleView({ state: ['invited', 'active'] }).view.state).toBe('invited')
  })
})
