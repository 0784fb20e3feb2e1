-- Reports closed complaints, each a new one. Arguments: the API key, when they closed, and where to begin counting.
local at, closed_at = 0, ""

wrk.method = "PUT"

function init(arguments)
    wrk.headers["Authorization"] = "Bearer " .. arguments[1]
    wrk.headers["Content-Type"] = "application/json"
    closed_at, at = arguments[2], tonumber(arguments[3])
end

function request()
    at = at + 1
    return wrk.format(nil, "/api/v1/complaints/B-" .. at, nil,
        '{"status":"closed","received_at":"' .. closed_at .. '","closed_at":"' .. closed_at ..
        '","contact":{"email":"klant' .. at .. '@example.org","name":"J. de Vries","language":"nl"},' ..
        '"complainant":"customer","channel":"email","team":"Team ' .. at % 8 .. '","product":"Product ' .. at % 5 .. '"}')
end
