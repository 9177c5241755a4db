// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { findBestMatch } from './best-match'

function linkTo(slug: string, name: string) {
  const link = document.createElement('a')
  link.setAttribute('href', `/rooms/${slug}`)
  link.textContent = name
  return link
}

const links = [
  linkTo('show-10', 'Fashion week, day 2'),
  linkTo('show-1', 'Morning'),
  linkTo('show-2', 'Fashion Week'),
]

it.each([
  ['show-1', 'show-1'],
  ['“show–1”', 'show-1'],
  ['fashion week', 'show-2'],
  ['day', 'show-10'],
])('finds for “%s” the room %s', (text, slug) => {
  expect(findBestMatch(links, text)?.getAttribute('href')).toBe(`/rooms/${slug}`)
})

it('finds nothing in an empty list', () => {
  expect(findBestMatch([], 'fashion')).toBeUndefined()
})
