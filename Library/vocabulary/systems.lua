-- Systems beside the LMS. A step that needs one says so: system = "mail". Until a target of the project brings code for
-- the step, a person does it, and the row on the worksheet says why.
system "mail" { en = "a mail system", nl = "een mailsysteem" }
system "hr" { en = "a source system of people", nl = "een bronsysteem van personen" }
system "idp" { en = "an identity provider", nl = "een identiteitsprovider" }
system "portal" { en = "a portal", nl = "een portaal" }
system "shop" { en = "a shop with a payment service", nl = "een winkel met een betaaldienst" }
system "old-lms" { en = "an old LMS", nl = "een oud LMS" }
system "backup" { en = "a backup system", nl = "een back-upsysteem" }
system "monitoring" { en = "a monitoring system", nl = "een bewakingssysteem" }
system "clock" { en = "a clock that can be set", nl = "een klok die te verzetten is" }
system "https" { en = "an address with HTTPS", nl = "een adres met HTTPS" }
system "jobs" { en = "a job scheduler", nl = "een taakplanner" }
system "package" { en = "a SCORM package", nl = "een SCORM-pakket" }
