-- Looks at link after link. Arguments: a file of tokens, a line each.
local tokens, at = {}, 0

function init(arguments)
    for token in io.lines(arguments[1]) do tokens[#tokens + 1] = token end
end

function request()
    at = at % #tokens + 1
    return wrk.format("GET", "/s/" .. tokens[at])
end
