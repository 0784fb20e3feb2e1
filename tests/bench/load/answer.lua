-- Answers link after link, each once. Argument: a file of tokens, a line each.
local tokens, at = {}, 0

wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"

function init(arguments)
    for token in io.lines(arguments[1]) do tokens[#tokens + 1] = token end
end

function request()
    at = at + 1
    -- Past the last one the same link again, which stores nothing: the rows are counted, not the replies.
    local score = at * 7 % 11
    return wrk.format(nil, "/s/" .. tokens[math.min(at, #tokens)], nil,
        "score=" .. score .. "&comment=Snel+en+duidelijk+geholpen%2C+dank+u+wel.")
end
