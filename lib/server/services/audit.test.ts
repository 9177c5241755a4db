import { describe, expect, it } from 'vitest'
import * as exportRoute from '@/app/api/audit/export/route'
import * as auditRoute from '@/app/api/audit/route'
import * as passwordRoute from '@/app/api/people/[id]/password/route'
import * as personRoute from '@/app/api/people/[id]/route'
import * as sessionsRoute from '@/app/api/people/[id]/sessions/route'
import * as twoFactorRoute from '@/app/api/people/[id]/two-factor/route'
import * as peopleRoute from '@/app/api/people/route'
import { endpoints } from '@/lib/shared/api/contract'
import { callEndpoint, codeIn, SAME_ORIGIN, setUpEndpoints } from '../testing/endpoints'
import { signedInAs } from '../testing/people'
import { BYTE_ORDER_MARK } from './export/csv'

setUpEndpoints()

async function list(query = '') {
  const { body } = await callEndpoint(auditRoute, 'GET', `/api/audit${query}`)
  return endpoints.listAuditEntries.response.parse(body)
}

async function exportFile(query: string) {
  const request = new Request(`http://localhost:3000/api/audit/export?${query}`, {
    headers: { cookie: (await signedInAs('admin')).cookie },
  })
  return exportRoute.GET(request, { params: Promise.resolve(undefined) })
}

const init = (body?: object) => ({ headers: SAME_ORIGIN, body: body && JSON.stringify(body) })

/** Adds a person through the API; their name would be a formula in a spreadsheet. */
async function addPerson() {
  const person = { email: `${crypto.randomUUID()}@example.com`, name: '=cmd()', role: 'viewer' }
  const { body } = await callEndpoint(peopleRoute, 'POST', '/api/people', init(person))
  return endpoints.addPerson.response.parse(body)
}

const change = (id: string, body: object) =>
  callEndpoint(personRoute, 'PATCH', `/api/people/${id}`, init(body), { id })

describe('the audit log', () => {
  it('records each action of an administrator once, with what changed', async () => {
    const { person: admin } = await signedInAs('admin')
    const {
      person: { id, email },
    } = await addPerson()
    await change(id, { name: 'Eva', role: 'editor', disabled: true })
    await change(id, { name: 'Eva', role: 'editor', disabled: false })
    await callEndpoint(passwordRoute, 'POST', `/api/people/${id}/password`, init(), { id })
    const off = init({ enabled: false })
    await callEndpoint(twoFactorRoute, 'POST', `/api/people/${id}/two-factor`, off, { id })
    await callEndpoint(sessionsRoute, 'DELETE', `/api/people/${id}/sessions`, init(), { id })
    const entries = (await list()).entries.filter(({ subject }) => subject.id === id)
    expect(entries.every(({ by, source }) => by?.id === admin.id && source === 'console')).toBe(
      true,
    )
    expect(
      entries
        .map(({ action, subject, changes }) => [action, subject.name, changes])
        .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    ).toEqual([
      [
        'person.added',
        '=cmd()',
        [
          { field: 'email', from: null, to: email },
          { field: 'role', from: null, to: 'viewer' },
        ],
      ],
      ['person.disabled', '=cmd()', []],
      ['person.enabled', 'Eva', []],
      ['person.password-reset', 'Eva', []],
      ['person.renamed', '=cmd()', [{ field: 'name', from: '=cmd()', to: 'Eva' }]],
      ['person.role-changed', '=cmd()', [{ field: 'role', from: 'viewer', to: 'editor' }]],
      ['person.sessions-ended', 'Eva', []],
      ['person.two-factor-off', 'Eva', []],
    ])
  })

  it('contains no password', async () => {
    const { person, password = 'none' } = await addPerson()
    const path = `/api/people/${person.id}/password`
    const reset = await callEndpoint(passwordRoute, 'POST', path, init(), { id: person.id })
    const second = endpoints.resetPassword.response.parse(reset.body).password
    const text = JSON.stringify(await list()) + (await (await exportFile('format=csv')).text())
    expect(text).toContain(person.id)
    expect(text).not.toContain(password)
    expect(text).not.toContain(second)
  })

  it('says that a start of the console added the first administrator', async () => {
    const { entries } = await list('?action=person.added')
    expect(entries.at(-1)).toMatchObject({
      source: 'startup',
      by: null,
      subject: { name: 'first' },
    })
  })

  it('filters by person, action and time, and pages', async () => {
    const { person } = await signedInAs('admin')
    await addPerson()
    const byAdmin = await list(`?person=${person.id}&action=person.added&limit=1`)
    expect(byAdmin.entries).toMatchObject([{ by: { id: person.id }, action: 'person.added' }])
    expect((await list('?person=nobody')).entries).toEqual([])
    expect((await list('?until=2020-01-01T00:00:00Z')).entries).toEqual([])
    const first = await list('?limit=1')
    const second = await list(`?limit=1&cursor=${first.next}`)
    expect(second.entries[0]?.id).not.toBe(first.entries[0]?.id)
    const refused = await callEndpoint(auditRoute, 'GET', '/api/audit?action=unknown')
    expect([refused.status, codeIn(refused.body)]).toEqual([400, 'request.malformed'])
  })
})

describe('its export', () => {
  it('as CSV is safe for spreadsheets', async () => {
    const { person } = await addPerson()
    const answer = await exportFile('format=csv&action=person.added')
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="audit-log-\d{4}-\d\d-\d\d\.csv"$/,
    )
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const text = Buffer.from(await answer.arrayBuffer()).toString('utf8')
    expect(text.startsWith(`${BYTE_ORDER_MARK}"entry_id","at","source"`)).toBe(true)
    expect(text).toContain(`"person.added","${person.id}","'=cmd()","role","","viewer"\r\n`)
  })

  it('as JSON has the shape of the list endpoint', async () => {
    const answer = await exportFile('format=json')
    const { entries, next } = endpoints.listAuditEntries.response.parse(await answer.json())
    expect(next).toBeNull()
    expect(entries).toEqual((await list()).entries)
    const none = await exportFile('format=json&person=nobody')
    expect(await none.json()).toEqual({ entries: [], next: null })
  })
})
