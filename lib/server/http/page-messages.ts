import 'server-only'
import { getMessages } from 'next-intl/server'
import type { Messages } from '@/lib/shared/i18n/catalogues'

export type MessageNamespace = keyof Messages

/**
 * Messages of a page: its own, those of problems, and those of signing in again. Without problems of
 * machines, which see no page, and of people, passwords, the key catalogue, presets and batches,
 * whose pages name `problems` themselves, and without what only the sign-in page and the editor
 * show.
 */
export async function pickMessages<Name extends MessageNamespace>(...namespaces: readonly Name[]) {
  const { problems, problemDetails, readProblems, signIn } = await getAllMessages()
  const {
    webhook: _w,
    metrics: _m,
    password: _p,
    person: _n,
    catalogue: _c,
    preset: _r,
    batch: _b,
    ...shown
  } = problems
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
    sessionEnded: _e,
    ...again
  } = signIn
  return {
    problems: { ...shown, request },
    problemDetails,
    readProblems,
    signIn: again,
    ...(await pick(...namespaces)),
  }
}

/**
 * Messages of the page of one room until its parts have loaded, which bring all of these namespaces.
 */
export async function pickRoomMessages() {
  const { editor, live, outcome, problems } = await getAllMessages()
  return {
    editor,
    live: {
      live: live.live,
      reconnecting: live.reconnecting,
      superseded: live.superseded,
      refused: live.refused,
      announceChanges: live.announceChanges,
      announceConflict: live.announceConflict,
    },
    outcome: { saving: outcome.saving },
    problems: {
      key: problems.key,
      value: problems.value,
      catalogue: { blocked: problems.catalogue.blocked },
    },
  }
}

/** Messages of the frame around every page: its header, and the pages of errors. */
export async function pickFrameMessages() {
  const { app, nav, pages, palette } = await getAllMessages()
  const { demo: _d, skip: _s, ...frame } = app
  return { app: frame, nav, pages, palette: { open: palette.open } }
}

/** The frame of someone who is not signed in. It must not reveal what only signed-in people see. */
export async function pickPublicMessages() {
  const { app, nav, problems, problemDetails, signIn } = await getAllMessages()
  const { auth, console, journal, request } = problems
  return {
    app,
    signIn,
    nav: { roles: nav.roles },
    problems: { auth, console, journal, request },
    problemDetails,
  }
}

const getAllMessages = async () => (await getMessages()) as Messages

async function pick<Name extends MessageNamespace>(...namespaces: readonly Name[]) {
  const messages = await getAllMessages()
  return Object.fromEntries(namespaces.map((name) => [name, messages[name]])) as Pick<
    Messages,
    Name
  >
}
