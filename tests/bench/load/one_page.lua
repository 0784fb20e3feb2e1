-- One page again and again. Arguments: the name and value of a header that says who asks.
function init(arguments)
    wrk.headers[arguments[1]] = arguments[2]
end
