import express from 'express'
import sigApi from 'tls-sig-api-v2'

// What the vendor's sample does: signs as the administrator, calls the Live service and passes its
// reply on. It checks neither who asks nor what the reply contains.
const { LIVE_ENGINE_URL, LIVE_ENGINE_SDK_APP_ID, LIVE_ENGINE_IDENTIFIER, LIVE_ENGINE_SECRET_KEY } =
  process.env
const signer = new sigApi.Api(Number(LIVE_ENGINE_SDK_APP_ID), LIVE_ENGINE_SECRET_KEY)
const app = express()
app.use(express.json())
app.get('/api/rooms/:room/metadata', async (request, response) => {
  const query = new URLSearchParams({
    sdkappid: LIVE_ENGINE_SDK_APP_ID,
    identifier: LIVE_ENGINE_IDENTIFIER,
    usersig: signer.genSig(LIVE_ENGINE_IDENTIFIER, 86_400),
    random: String(Math.floor(Math.random() * 2 ** 32)),
    contenttype: 'json',
  })
  const address = `${LIVE_ENGINE_URL}/v4/live_engine_http_srv/get_room_metadata?${query}`
  const body = JSON.stringify({ RoomId: request.params.room, Keys: [] })
  const reply = await fetch(address, { method: 'POST', body })
  response.json(await reply.json())
})
app.listen(Number(process.env.PORT), '127.0.0.1')
