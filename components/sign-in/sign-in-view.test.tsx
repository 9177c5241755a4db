import { act, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createFakeApi } from '@/components/editor/testing/fake-api'
import { ada, createTestClient, TestProviders } from '@/components/editor/testing/test-providers'
import { recordEarlyInput } from '@/lib/client/resilience/early-input'
import { Problem } from '@/lib/shared/api/problem'
import { SignInView } from './sign-in-view'

beforeEach(() => void vi.spyOn(location, 'assign').mockImplementation(() => undefined))
afterEach(() => void vi.restoreAllMocks())

function setUpSignIn(needsCode: boolean) {
  const api = createFakeApi({
    signIn: () => ({ secondFactor: false, person: ada }),
    verifyCode: () => ({ person: ada }),
    rememberDevice: () => ({ done: true }),
  })
  const page = (
    <TestProviders client={createTestClient()}>
      <SignInView
        returnTo="/rooms/show"
        singleSignOn
        demoPeople={[]}
        failure={null}
        needsCode={needsCode}
      />
    </TestProviders>
  )
  return { api, page, user: userEvent.setup({ delay: null }) }
}

function openSignIn(needsCode: boolean) {
  const { page, ...setup } = setUpSignIn(needsCode)
  render(page)
  return setup
}

it('after single sign-on, asks for the code at once and then opens the page', async () => {
  const { api, user } = openSignIn(true)
  const code = screen.getByLabelText('Code')
  expect(code).toHaveFocus()
  expect(screen.queryByLabelText('Password')).toBeNull()
  expect(screen.queryByRole('button', { name: /single sign-on/i })).toBeNull()
  await user.type(code, '123 456{Enter}')
  await waitFor(() => expect(location.assign).toHaveBeenCalledExactlyOnceWith('/rooms/show'))
  expect(api.requestsTo('verifyCode').map(({ body }) => body)).toEqual([{ code: '123456' }])
  expect(api.requestsTo('signIn')).toEqual([])
})

it('after single sign-on, keeps the page after a wrong code, and lets people start over', async () => {
  const { api, user } = openSignIn(true)
  api.handlers.verifyCode = () => {
    throw new Problem('auth.wrong-code')
  }
  await user.type(screen.getByLabelText('Code'), '000000{Enter}')
  await waitFor(() => expect(screen.getByLabelText('Code')).toBeInvalid())
  expect(location.assign).not.toHaveBeenCalled()
  await user.click(screen.getByRole('button', { name: 'Start over' }))
  expect(screen.getByLabelText('Password')).toBeVisible()
  expect(screen.getByRole('button', { name: /single sign-on/i })).toBeVisible()
})

it('remembers the browser after a sign-in, before the page is left', async () => {
  const { api, user } = openSignIn(false)
  await user.type(screen.getByLabelText('Email'), 'ada@example.com')
  await user.type(screen.getByLabelText('Password'), 'not a real password{Enter}')
  await waitFor(() => expect(location.assign).toHaveBeenCalledExactlyOnceWith('/rooms/show'))
  expect(api.requestsTo('rememberDevice')).toHaveLength(1)
})

it('signs in although the browser cannot be remembered', async () => {
  const { api, user } = openSignIn(false)
  api.handlers.rememberDevice = () => {
    throw new Problem('journal.unavailable')
  }
  await user.type(screen.getByLabelText('Email'), 'ada@example.com')
  await user.type(screen.getByLabelText('Password'), 'not a real password{Enter}')
  await waitFor(() => expect(location.assign).toHaveBeenCalledExactlyOnceWith('/rooms/show'))
})

it('signs in on Enter that was pressed before the page was interactive', async () => {
  recordEarlyInput()
  const { api, page, user } = setUpSignIn(false)
  const container = document.createElement('div')
  container.innerHTML = renderToString(page)
  document.body.append(container)
  await user.type(screen.getByLabelText('Email'), 'ada@example.com')
  await user.type(screen.getByLabelText('Password'), 'not a real password{Enter}')
  expect(api.requestsTo('signIn')).toEqual([])
  await act(async () => void render(page, { container, hydrate: true }))
  await waitFor(() => expect(location.assign).toHaveBeenCalledExactlyOnceWith('/rooms/show'))
  const body = { email: 'ada@example.com', password: 'not a real password' }
  expect(api.requestsTo('signIn').map((request) => request.body)).toEqual([body])
})
