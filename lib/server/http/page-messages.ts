import 'server-only'
import { getMessages } from 'next-intl/server'
import type en from '@/lib/shared/i18n/messages/en.json'

type Messages = typeof en
export type MessageNamespace = keyof Messages

/** The parts of the messages that a page needs, in the language of the request. */
export async function pickMessages<Name extends MessageNamespace>(
  ...namespaces: readonly Name[]
): Promise<Pick<Messages, Name>> {
  const messages = (await getMessages()) as Messages
  return Object.fromEntries(namespaces.map((name) => [name, messages[name]])) as Pick<
    Messages,
    Name
  >
}

/** Messages of the page of one room: of the history, only what explains a restored draft. */
export async function pickRoomMessages() {
  const picked = await pickMessages('editor', 'live', 'outcome', 'review', 'history')
  return { ...picked, history: { restoring: picked.history.restoring } }
}

/**
 * Messages of the frame around every page: header, palette, session dialog, problems. Without those
 * of machines, which see no page, of people and passwords, whose pages add them, and of the sign-in
 * page.
 */
export async function pickFrameMessages() {
  const picked = await pickMessages(
    'app',
    'nav',
    'palette',
    'shortcuts',
    'problems',
    'readProblems',
    'signIn',
  )
  const { webhook: _w, metrics: _m, password: _p, person: _n, ...problems } = picked.problems
  const {
    'no-idempotency-key': _k,
    'unknown-method': _u,
    'wrong-method': _v,
    'wrong-host': _h,
    'not-json': _j,
    ...request
  } = problems.request
  const {
    failed: _f,
    demoTitle: _d,
    demoAs: _a,
    withProvider: _s,
    or: _o,
    ...signIn
  } = picked.signIn
  return { ...picked, signIn, problems: { ...problems, request } }
}

/** The frame of someone who is not signed in. It must not reveal what only signed-in people see. */
export async function pickPublicMessages() {
  const { app, nav, problems, signIn } = await pickMessages('app', 'nav', 'problems', 'signIn')
  const { auth, console, journal, request } = problems
  return { app, signIn, nav: { roles: nav.roles }, problems: { auth, console, journal, request } }
}
