-- For wrk: one event a request, or as many as the first argument says.
local event = '{"actorId":"user-8f2c","action":"appointment_cancelled","resource":"appointment","resourceId":"appt-5002",'
  .. '"timestamp":"2024-03-28T12:45:30Z","metadata":{"reason":"Client no-show","role":"STAFF"}}'

wrk.method = "POST"
wrk.headers["Authorization"] = "Bearer under-load"

function init(arguments)
  local many = tonumber(arguments[1] or "1")
  wrk.headers["Content-Type"] = many > 1 and "application/x-ndjson" or "application/json"
  wrk.body = string.rep(event .. "\n", many)
end
