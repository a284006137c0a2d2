target "lms" { base = 
