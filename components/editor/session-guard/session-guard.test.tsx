import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import type { SaveState } from '../save/machine/save-state'
import { request, states, withProgress } from '../save/testing/save-states'
import { createFakeApi } from '../testing/fake-api'
import { renderPart } from '../testing/render-part'
import { ada } from '../testing/test-providers'
import { SessionGuard } from './session-guard'

const session = { id: 'session', expiresAt: '2026-01-03T00:00:00.000Z' }
const bo = { ...ada, id: 'bo', name: 'Bo' }
const forbidden: SaveState = { ...states.idle, access: 'forbidden' }
const signedOut: SaveState = { ...states.idle, isSignedOut: true }
const refused: SaveState = {
  ...withProgress({ status: 'failed', request, problem: new Problem('auth.required') }),
  isSignedOut: true,
}

function renderGuard(state: SaveState, { initialUser = ada, signedIn = ada } = {}) {
  const api = createFakeApi({
    getSession: () => ({ person: signedIn, session }),
    signIn: () => ({ secondFactor: false, person: signedIn }),
    rememberDevice: () => ({ done: true }),
  })
  const onRefresh = vi.fn(() => Promise.resolve())
  const rendered = renderPart((_, dispatch) => (
    <SessionGuard
      state={state}
      dispatch={dispatch}
      initialUser={initialUser}
      onRefresh={onRefresh}
    />
  ))
  return { ...rendered, api, onRefresh }
}
const button = (name: string) => screen.getByRole('button', { name })

it('shows nothing while the person may save', () => {
  renderGuard(states.idle)
  expect(screen.queryByRole('button')).toBeNull()
  expect(screen.queryByText(/./)).toBeNull()
})

describe('a person who may no longer edit', () => {
  it('can copy the draft and check again', async () => {
    const { dispatch, onRefresh, user } = renderGuard(forbidden)
    expect(screen.getByText('You can no longer edit')).toBeVisible()
    expect(button('Copy all (JSON)')).toBeVisible()
    await user.click(button('Check again'))
    expect(onRefresh).toHaveBeenCalledOnce()
    expect(dispatch).toHaveBeenCalledExactlyOnceWith({ type: 'dismiss' })
  })
})

describe('a session that ended', () => {
  it('before a read is shown, and the room is read after the sign-in', async () => {
    const { dispatch, onRefresh, user } = renderGuard(signedOut)
    expect(screen.getByText('Your session has ended')).toBeVisible()
    await signIn(user)
    await waitFor(() => expect(onRefresh).toHaveBeenCalledOnce())
    expect(dispatch).not.toHaveBeenCalled()
  })

  it('before a save is shown at once, and the save is sent after the sign-in', async () => {
    const { dispatch, onRefresh, user } = renderGuard(refused)
    await screen.findByText(/Your save continues after you sign in\./)
    await signIn(user)
    await waitFor(() => expect(dispatch).toHaveBeenCalledExactlyOnceWith({ type: 'retry' }))
    expect(onRefresh).not.toHaveBeenCalled()
  })

  it('and another person signs in: they must confirm before anything is saved', async () => {
    const { dispatch, user } = renderGuard(refused, { signedIn: bo })
    await signIn(user)
    await screen.findByRole('dialog', { name: 'You’re signed in as someone else' })
    expect(dispatch).not.toHaveBeenCalled()
    await user.click(button('Save as Bo'))
    expect(dispatch).toHaveBeenCalledExactlyOnceWith({ type: 'retry' })
  })
})

it('says while another person is signed in under whose name a save is recorded', () => {
  renderGuard(states.idle, { initialUser: bo })
  expect(screen.getByText(/started this draft/)).toHaveTextContent(
    'Bo started this draft. You’re now signed in as Ada (Editor), and saves are recorded',
  )
})

async function signIn(user: ReturnType<typeof renderPart>['user']) {
  await screen.findByRole('dialog', { name: 'Sign in to continue' })
  await user.type(screen.getByLabelText('Password'), 'not a real password{Enter}')
}
