/// What the site says about itself, and the forms that exist as functions only.
enum SiteFunctions {
  static let all = [
    Function("core_webservice_get_site_info", .read, info),
    Function("tool_mobile_get_public_config", .read, { call in publicConfig(call.options, baseURL: call.baseURL) }),
    Function("core_form_dynamic_form", .create) { (call) throws(Refusal) in
      guard call.origin == "web" else {
        throw Refusal("missingparam", "A required parameter (sesskey) was missing")
      }
      return try DynamicForms.submit(&call)
    },
    Function("core_customfield_create_category", .create) { (call) throws(Refusal) in
      try call.require(.configureSite)
      return .int(call.state.courseFieldCategories.add(FieldCategory(name: "Other fields")).id)
    },
  ]

  static func info(_ call: inout Call) -> Value {
    let user = call.caller
    let version = Value.string(call.options.version)
    return [
      "sitename": .string(call.options.siteName), "username": .string(user.username),
      "firstname": .string(user["firstname"]), "lastname": .string(user["lastname"]),
      "fullname": .string(user.fullName), "lang": .string(call.language(of: user)), "userid": .int(user.id),
      "siteurl": .string(call.baseURL), "userpictureurl": .string(call.baseURL + "/theme/image.php/u/f1"),
      "functions": .list(offered(by: call.service).map { ["name": .string($0), "version": version] }),
      "downloadfiles": 1, "uploadfiles": 1, "release": .string(call.options.release), "version": version,
      "mobilecssurl": "", "advancedfeatures": advancedFeatures, "usercanmanageownfiles": true, "userquota": 0,
      "usermaxuploadfilesize": -1, "userhomepage": 1, "userprivateaccesskey": "", "siteid": .int(Course.siteID),
      "sitecalendartype": "gregorian", "usercalendartype": "gregorian", "userissiteadmin": .bool(user.isAdmin),
      "theme": "boost", "limitconcurrentlogins": 0, "policyagreed": 0,
    ]
  }

  /// What a token may call: the functions of its service, not those that its owner has the rights for.
  private static func offered(by service: String?) -> [String] {
    Function.all.keys.filter { service != "moodle_mobile_app" || Signature.all[$0]?.isMobile == true }.sorted()
  }

  private static let advancedFeatures: Value = .list(
    [
      ("usecomments", 1), ("usetags", 1), ("enablenotes", 1), ("messaging", 1), ("enableblogs", 1),
      ("enablecompletion", 1), ("enablebadges", 1), ("messagingallusers", 0), ("enableglobalsearch", 1),
    ].map { ["name": .string($0.0), "value": .int($0.1)] })

  static func publicConfig(_ options: DemoLMS.Options, baseURL: String) -> Value {
    [
      "wwwroot": .string(baseURL), "httpswwwroot": .string(baseURL), "sitename": .string(options.siteName),
      "guestlogin": 0, "rememberusername": 2, "authloginviaemail": 0, "registerauth": "",
      "forgottenpasswordurl": "", "authinstructions": "", "authnoneenabled": 0, "enablewebservices": 1,
      "enablemobilewebservice": 1, "maintenanceenabled": 0, "maintenancemessage": "", "typeoflogin": 1,
      "launchurl": .string(baseURL + "/admin/tool/mobile/launch.php"), "mobilecssurl": "",
      "tool_mobile_disabledfeatures": "", "country": "0", "agedigitalconsentverification": false, "supportpage": "",
      "supportavailability": 1, "autolang": 1, "lang": "en", "langmenu": 1, "langlist": "", "locale": "",
      "tool_mobile_minimumversion": "", "tool_mobile_iosappid": "", "tool_mobile_androidappid": "",
      "tool_mobile_setuplink": "", "tool_mobile_qrcodetype": 0, "warnings": [], "showloginform": 1,
    ]
  }
}

extension Call {
  func language(of user: User) -> String { user["lang"].isEmpty ? "en" : user["lang"] }
}
